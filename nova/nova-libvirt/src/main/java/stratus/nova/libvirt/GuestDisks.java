package stratus.nova.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import stratus.nova.compute.virt.GuestSpec;
import stratus.oslo.base.Fault;
import stratus.oslo.process.Programs;
import tools.jackson.databind.json.JsonMapper;

/** Makes a guest's local disks with {@code qemu-img}; a disk is there whole or not at all. */
final class GuestDisks {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Programs programs;

    GuestDisks(Programs programs) {
        this.programs = programs;
    }

    /** Volumes are somewhere else already. */
    void make(GuestSpec.Disk disk, GuestFolder folder) {
        var path = folder.disk(disk);
        if (disk instanceof GuestSpec.VolumeDisk || Files.exists(path)) {
            return;
        }
        var half = path.resolveSibling(path.getFileName() + ".part");
        try {
            switch (disk) {
                case GuestSpec.ImageDisk image -> overlay(image, half);
                case GuestSpec.BlankDisk blank -> create(half, List.of(), blank.sizeMib() + "M");
                case GuestSpec.ConfigDrive drive -> Files.copy(drive.iso(), half, StandardCopyOption.REPLACE_EXISTING);
                case GuestSpec.VolumeDisk _ -> throw new IllegalArgumentException("a volume is not made here");
            }
            Files.move(half, path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            half.toFile().delete();
        }
    }

    /** A flavor with no disk gives the guest what its image has. */
    private void overlay(GuestSpec.ImageDisk disk, Path path) {
        var base = disk.base().toAbsolutePath();
        var format = new ImageFile(disk.image(), base, disk.format()).checked();
        long size = virtualSize(base, format);
        long wanted = disk.sizeGib() * (1L << 30);
        if (disk.sizeGib() > 0 && wanted < size) {
            throw new Fault.Invalid(
                    "Flavor's disk is too small for requested image. Flavor disk is %d bytes, image is %d bytes."
                            .formatted(wanted, size));
        }
        create(path, List.of("-b", base.toString(), "-F", format), Long.toString(Math.max(wanted, size)));
    }

    /** The files that disks in guests' folders are layers on. */
    static Set<Path> bases(Path guests) {
        if (!Files.isDirectory(guests)) {
            return Set.of();
        }
        try (var files = Files.walk(guests, 2)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(file -> base(file).stream())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A guest may go while its files are read. */
    private static Optional<Path> base(Path disk) {
        try {
            return Qcow2Header.of(disk).map(Qcow2Header::backingFile);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long virtualSize(Path base, String format) {
        var info = programs.run("qemu-img", "info", "-U", "-f", format, "--output=json", base.toString());
        return JSON.readTree(info).get("virtual-size").asLong();
    }

    private void create(Path path, List<String> backing, String size) {
        var command = new ArrayList<>(List.of("qemu-img", "create", "-q", "-f", "qcow2"));
        command.addAll(backing);
        command.addAll(List.of(path.toString(), size));
        programs.run("", command);
    }
}
