package stratus.cinder.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.process.Programs;

/** On a file system of four MiB. */
class FullDiskTest {
    private final Programs programs = new Programs();

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    @BeforeEach
    void mount() {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root to mount a small file system");
        programs.run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.toString());
    }

    @AfterEach
    void unmount() {
        if ("root".equals(System.getProperty("user.name"))) {
            programs.run("umount", folder.toString());
        }
    }

    private Path image(int mebibytes) throws IOException {
        var bytes = new byte[mebibytes << 20];
        new Random(1).nextBytes(bytes);
        return Files.write(elsewhere.resolve("image"), bytes);
    }

    @Test
    void anImageThatDoesNotFitLeavesNothing() throws IOException {
        var driver = new LocalVolumes(folder, programs);
        var image = image(8);

        assertThatThrownBy(() -> driver.write(VolumeId.random(), 1, image, "raw"))
                .isInstanceOf(Fault.OverQuota.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aSnapshotThatDoesNotFitLeavesTheVolumeAlone() throws IOException {
        var driver = new LocalVolumes(folder, programs);
        var volume = VolumeId.random();
        driver.write(volume, 1, image(3), "raw");

        assertThatThrownBy(() -> driver.snapshot(SnapshotId.random(), volume)).isInstanceOf(Fault.OverQuota.class);
        assertThat(folder).isDirectoryContaining("glob:**/volume-" + volume.text());
        assertThat(Files.list(folder)).hasSize(1);
    }
}
