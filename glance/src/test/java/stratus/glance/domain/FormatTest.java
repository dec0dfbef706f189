package stratus.glance.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FormatTest {
    private static byte[] with(int at, String text) {
        var head = new byte[64 * 1024];
        System.arraycopy(text.getBytes(StandardCharsets.ISO_8859_1), 0, head, at, text.length());
        return head;
    }

    private static byte[] vmdk(String descriptor) {
        var head = ByteBuffer.wrap(with(0, "KDMV")).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(12, 2048).putLong(28, 1).putLong(36, 20);
        head.put(512, descriptor.getBytes(StandardCharsets.US_ASCII));
        return head.array();
    }

    @Test
    void formatsAreKnownByTheirMagic() {
        assertThat(Format.all(with(0, "QFI\u00fb"))).containsExactly(Format.QCOW2);
        assertThat(Format.all(with(0, "vhdxfile"))).containsExactly(Format.VHDX);
        assertThat(Format.all(with(0, "conectix"))).containsExactly(Format.VHD);
        assertThat(Format.all(with(0x40, "\u007f\u0010\u00da\u00be"))).containsExactly(Format.VDI);
        assertThat(Format.all(with(0x8001, "CD001"))).containsExactly(Format.ISO);
        assertThat(Format.all(with(0, "LUKS\u00ba\u00be"))).containsExactly(Format.LUKS);
        assertThat(Format.all(new byte[0])).containsExactly(Format.RAW);
    }

    @Test
    void whatCouldBeTwoThingsIsSaidToBeBoth() {
        var both = with(0x8001, "CD001");
        System.arraycopy("KDMV".getBytes(StandardCharsets.US_ASCII), 0, both, 0, 4);
        assertThat(Format.all(both)).containsExactly(Format.VMDK, Format.ISO);
    }

    @Test
    void aVmdkMayNameItsOwnPartsOnly() {
        var fine = vmdk("createType=\"monolithicSparse\"\nRW 2048 SPARSE \"disk.vmdk\"\n");
        assertThat(Format.VMDK.danger(fine)).isNull();
        assertThat(Format.VMDK.virtualSize(fine)).isEqualTo(1 << 20);
        assertThat(Format.VMDK.danger(vmdk("createType=\"monolithicFlat\"\n"))).isNotNull();
        assertThat(Format.VMDK.danger(vmdk("createType=\"monolithicSparse\"\nRW 2048 FLAT \"/etc/passwd\" 0\n")))
                .isNotNull();
        assertThat(Format.VMDK.danger(with(0, "# Disk DescriptorFile"))).isNotNull();
    }

    @Test
    void aQcow2WithFeaturesThatAreNotKnownIsNotOpened() {
        var head = ByteBuffer.wrap(with(0, "QFI\u00fb"));
        head.putInt(4, 3).putLong(24, 1 << 20);
        assertThat(Format.QCOW2.danger(head.array())).isNull();
        head.putLong(72, 1L << 40);
        assertThat(Format.QCOW2.danger(head.array())).isNotNull();
    }

    @Test
    void noBytesAreTooStrange() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            var head = new byte[random.nextInt(600)];
            random.nextBytes(head);
            for (var format : Format.values()) {
                format.virtualSize(head);
                format.danger(head);
            }
            Format.all(head);
        }
    }
}
