package stratus.nova.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import stratus.oslo.process.Programs;

/**
 * Finds out once whether KVM works here, and remembers it in a file until the kernel changes.
 *
 * <p>{@code /dev/kvm} may exist and hang or kill an ordinary guest, so only a guest that got somewhere is believed: a
 * boot sector that writes to QEMU's exit port, on the processor that our guests would be given.
 */
public final class TrialBoot {
    private static final System.Logger LOG = System.getLogger(TrialBoot.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int REACHED = 0x10 << 1 | 1;
    private static final int DISK_SIZE = 1 << 20;
    /** mov dx,0xf4; mov al,0x10; out dx,al; then hlt for ever. */
    private static final byte[] CODE = {
        (byte) 0xba, (byte) 0xf4, 0x00, (byte) 0xb0, 0x10, (byte) 0xee, (byte) 0xf4, (byte) 0xeb, (byte) 0xfd
    };

    private final Path memory;
    private final Programs programs;

    /** @param memory the file to remember in */
    public TrialBoot(Path memory, Programs programs) {
        this.memory = memory;
        this.programs = programs;
    }

    public VirtType detect() {
        try {
            var kernel = Files.readString(Path.of("/proc/version")).strip();
            if (Files.exists(memory)) {
                var lines = Files.readAllLines(memory);
                if (lines.size() == 2 && lines.get(1).equals(kernel)) {
                    return VirtType.of(lines.get(0));
                }
            }
            var found = tried();
            remember(found, kernel);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private VirtType tried() throws IOException {
        if (!Files.exists(Path.of("/dev/kvm"))) {
            return VirtType.QEMU;
        }
        var disk = Files.createTempFile("stratus-trial-", ".img");
        try {
            Files.write(disk, bootSector());
            var result = programs.attempt("", command(disk), PATIENCE);
            LOG.log(Level.INFO, "trial boot with KVM ended with {0}: {1}", result.exit(), result.err());
            return result.exit() == REACHED ? VirtType.KVM : VirtType.QEMU;
        } finally {
            Files.deleteIfExists(disk);
        }
    }

    private static List<String> command(Path disk) {
        return List.of(
                "qemu-system-x86_64",
                "-accel",
                "kvm",
                "-cpu",
                "host",
                "-machine",
                "q35",
                "-m",
                "64",
                "-nodefaults",
                "-display",
                "none",
                "-no-reboot",
                "-drive",
                "file=" + disk + ",format=raw,if=virtio",
                "-device",
                "isa-debug-exit,iobase=0xf4,iosize=0x04");
    }

    private static byte[] bootSector() {
        byte[] sector = Arrays.copyOf(CODE, DISK_SIZE);
        sector[510] = 0x55;
        sector[511] = (byte) 0xaa;
        return sector;
    }

    private void remember(VirtType found, String kernel) throws IOException {
        Files.createDirectories(memory.toAbsolutePath().getParent());
        var half = memory.resolveSibling(memory.getFileName() + ".part");
        Files.writeString(half, found.domainType() + "\n" + kernel + "\n");
        Files.move(half, memory, StandardCopyOption.ATOMIC_MOVE);
    }
}
