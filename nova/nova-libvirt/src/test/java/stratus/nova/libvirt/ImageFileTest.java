package stratus.nova.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;

final class ImageFileTest {
    private static final int QCOW2 = 0x514649fb;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void anOrdinaryImageIsRead() throws IOException {
        assertThat(image("qcow2", header(3, 0, 1)).checked()).isEqualTo("qcow2");
        assertThat(image("qcow2", header(2, 0, 0)).checked()).isEqualTo("qcow2");
    }

    @Test
    void whateverIsInARawImageIsTheGuests() throws IOException {
        assertThat(image("raw", header(3, 104, 0)).checked()).isEqualTo("raw");
        assertThat(image("iso", new byte[0]).checked()).isEqualTo("raw");
    }

    @Test
    void anImageThatNamesOtherFilesIsRefused() throws IOException {
        refused(image("qcow2", header(3, 104, 0)), "it has a backing file");
        refused(image("qcow2", header(2, 72, 0)), "it has a backing file");
        refused(image("qcow2", header(3, 0, 4)), "it has a data file");
        refused(image("vmdk", new byte[512]), "this host runs raw and qcow2, not vmdk");
    }

    @Test
    void whatIsNoQcow2IsRefused() throws IOException {
        refused(image("qcow2", new byte[3]), "it says qcow2 and is not");
        refused(image("qcow2", new byte[512]), "it says qcow2 and is not");
        refused(image("qcow2", header(9, 0, 0)), "there is no version 9 of qcow2");
    }

    private static void refused(ImageFile image, String why) {
        assertThatThrownBy(image::checked)
                .isInstanceOf(Fault.Invalid.class)
                .hasMessage("Image %s is unacceptable: %s.".formatted(image.id().text(), why));
    }

    private ImageFile image(String format, byte[] content) throws IOException {
        var id = ImageId.random();
        return new ImageFile(id, Files.write(folder.resolve(id.text()), content), format);
    }

    private static byte[] header(int version, long backing, long features) {
        return ByteBuffer.allocate(104)
                .putInt(0, QCOW2)
                .putInt(4, version)
                .putLong(8, backing)
                .putLong(72, features)
                .array();
    }
}
