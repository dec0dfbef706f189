package stratus.cinder.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.process.Programs;

class LocalVolumesTest extends VolumeDriverContract {
    @TempDir
    Path folder;

    @Override
    protected VolumeDriver driver() {
        return new LocalVolumes(folder, new Programs());
    }

    @Test
    void aVolumeTakesRoomOnlyAsItIsWritten() throws IOException {
        var volume = VolumeId.random();
        driver().create(volume, 100);

        assertThat(Files.size(path(volume))).isEqualTo(100L << 30);
    }

    @Override
    protected String read(VolumeId volume) {
        try (var file = new RandomAccessFile(path(volume).toFile(), "r")) {
            var bytes = new byte[16];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected void write(VolumeId volume, String text) {
        try (var file = new RandomAccessFile(path(volume).toFile(), "rw")) {
            file.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path(VolumeId volume) {
        return Path.of(String.valueOf(driver().connect(volume, Map.of()).data().get("device_path")));
    }

    @Test
    void anImageThatRefersToAnotherFileIsRefused() {
        var programs = new Programs();
        var secret = folder.resolve("secret");
        var image = folder.resolve("image");
        programs.run("qemu-img", "create", "-f", "raw", secret.toString(), "1M");
        programs.run("qemu-img", "create", "-f", "qcow2", "-b", secret.toString(), "-F", "raw", image.toString());

        assertThatThrownBy(() -> driver().write(VolumeId.random(), 1, image, "qcow2"))
                .isInstanceOf(Fault.Invalid.class)
                .hasMessageContaining("refers to another file");
    }
}
