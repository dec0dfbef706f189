package stratus.nova.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.nova.compute.virt.GuestSpec;
import stratus.oslo.process.Programs;

/** Guests' disks on a file system of 64 KiB. */
@Tag("host")
class FullDiskTest {
    private final Programs programs = new Programs();

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    @BeforeEach
    void mount() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root to mount a small file system");
        assumeTrue(PrivateLibvirtd.installed(), "needs QEMU");
        programs.run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString());
    }

    @AfterEach
    void unmount() {
        if ("root".equals(System.getProperty("user.name"))) {
            programs.attempt("", List.of("umount", folder.toString()), Duration.ofSeconds(10));
        }
    }

    @Test
    void aDiskThatDoesNotFitIsNotThereAtAll() throws IOException {
        var iso = Files.write(elsewhere.resolve("iso"), new byte[1 << 20]);
        var guest = new GuestFolder(folder.resolve("guest"));
        guest.create();
        var disks = new GuestDisks(programs);

        assertThatThrownBy(() -> disks.make(new GuestSpec.BlankDisk("vdb", 1024), guest))
                .hasStackTraceContaining("No space left on device");
        assertThatThrownBy(() -> disks.make(new GuestSpec.ConfigDrive("hda", iso), guest))
                .hasStackTraceContaining("No space left on device");
        assertThat(guest.path()).isEmptyDirectory();
    }
}
