package stratus.cinder.volume;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.process.Programs;

/**
 * Volumes as sparse raw files in a folder of this host, which its guests open themselves.
 *
 * <p>A file appears under its name only when it is whole: what is being made has {@code .part} at its end. Copies share
 * blocks where the file system can (reflink), and stay sparse where it cannot.
 */
public final class LocalVolumes implements VolumeDriver {
    private static final long GIB = 1L << 30;

    private final Path folder;
    private final Programs programs;

    public LocalVolumes(Path folder, Programs programs) {
        this.folder = folder;
        this.programs = programs;
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Stats stats() {
        try {
            var store = Files.getFileStore(folder);
            return new Stats(
                    "Stratus",
                    "file",
                    (double) store.getTotalSpace() / GIB,
                    (double) store.getUsableSpace() / GIB,
                    true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void create(VolumeId volume, int sizeGib) {
        make(file(volume), part -> resize(part, sizeGib));
    }

    @Override
    public void delete(VolumeId volume) {
        remove(part(file(volume)));
        remove(file(volume));
    }

    @Override
    public void extend(VolumeId volume, int toGib) {
        resize(existing(volume), toGib);
    }

    @Override
    public void write(VolumeId volume, int sizeGib, Path image, String format) {
        make(file(volume), part -> {
            Disk.refuseUnsafe(programs, image, qemu(format));
            run("qemu-img", "convert", "-f", qemu(format), "-O", "raw", image.toString(), part.toString());
            refuseLarger(part, sizeGib);
            resize(part, sizeGib);
        });
    }

    @Override
    public void read(VolumeId volume, Path image, String format) {
        run(
                "qemu-img",
                "convert",
                "-f",
                "raw",
                "-O",
                qemu(format),
                existing(volume).toString(),
                image.toString());
    }

    @Override
    public void readSnapshot(SnapshotId snapshot, Path image, String format) {
        run(
                "qemu-img",
                "convert",
                "-f",
                "raw",
                "-O",
                qemu(format),
                file(snapshot).toString(),
                image.toString());
    }

    @Override
    public void revert(VolumeId volume, int sizeGib, SnapshotId snapshot) {
        var part = part(file(volume));
        fill(part, file(volume), p -> {
            copy(file(snapshot), p);
            resize(p, sizeGib);
        });
    }

    @Override
    public void snapshot(SnapshotId snapshot, VolumeId volume) {
        make(file(snapshot), part -> copy(existing(volume), part));
    }

    @Override
    public void deleteSnapshot(SnapshotId snapshot, VolumeId volume) {
        remove(part(file(snapshot)));
        remove(file(snapshot));
    }

    @Override
    public void fromSnapshot(VolumeId volume, int sizeGib, SnapshotId snapshot) {
        make(file(volume), part -> {
            copy(file(snapshot), part);
            resize(part, sizeGib);
        });
    }

    @Override
    public void fromVolume(VolumeId volume, int sizeGib, VolumeId source) {
        make(file(volume), part -> {
            copy(existing(source), part);
            resize(part, sizeGib);
        });
    }

    @Override
    public Connection connect(VolumeId volume, Map<String, Object> connector) {
        return new Connection("local", Map.of("device_path", existing(volume).toString(), "format", "raw"));
    }

    /** Nothing keeps a file open but the guest itself. */
    @Override
    public void disconnect(VolumeId volume, Map<String, Object> connector) {}

    private Path file(VolumeId volume) {
        return folder.resolve("volume-" + volume.text());
    }

    private Path file(SnapshotId snapshot) {
        return folder.resolve("snapshot-" + snapshot.text());
    }

    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + ".part");
    }

    /** Glance's word for a format as QEMU has it. */
    private static String qemu(String format) {
        return switch (format) {
            case "raw", "iso", "ami", "aki", "ari" -> "raw";
            case "vhd" -> "vpc";
            case "qcow2", "vmdk", "vdi", "vhdx" -> format;
            default -> throw new Fault.Invalid("Image format %s is not supported.".formatted(format));
        };
    }

    private Path existing(VolumeId volume) {
        var file = file(volume);
        if (!Files.exists(file)) {
            throw new Fault.NotFound("Volume", volume.text());
        }
        return file;
    }

    @FunctionalInterface
    private interface Filling {
        void fill(Path part);
    }

    private void make(Path file, Filling filling) {
        if (!Files.exists(file)) {
            fill(part(file), file, filling);
        }
    }

    private static void fill(Path part, Path file, Filling filling) {
        try {
            Files.deleteIfExists(part);
            Files.createFile(part);
            filling.fill(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            remove(part);
            throw full(e);
        } catch (RuntimeException e) {
            remove(part);
            throw e;
        }
    }

    private static void resize(Path file, int toGib) {
        try (var f = new RandomAccessFile(file.toFile(), "rw")) {
            if (f.length() < toGib * GIB) {
                f.setLength(toGib * GIB);
            }
        } catch (IOException e) {
            throw full(e);
        }
    }

    private static void refuseLarger(Path file, int sizeGib) {
        try {
            if (Files.size(file) > sizeGib * GIB) {
                throw new Fault.Invalid("The image's disk is larger than the volume of %d GiB.".formatted(sizeGib));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(Path from, Path to) {
        run("cp", "--reflink=auto", "--sparse=always", from.toString(), to.toString());
    }

    private void run(String... command) {
        var result = programs.attempt("", List.of(command), Duration.ofMinutes(30));
        if (!result.ok()) {
            if (result.err().contains("No space left")) {
                throw new Fault.OverQuota("The storage backend is full.");
            }
            throw new IllegalStateException("%s: %s".formatted(command[0], result.err()));
        }
    }

    private static RuntimeException full(IOException e) {
        return String.valueOf(e.getMessage()).contains("No space left")
                ? new Fault.OverQuota("The storage backend is full.")
                : new UncheckedIOException(e);
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
