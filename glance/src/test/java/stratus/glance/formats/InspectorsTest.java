package stratus.glance.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stratus.glance.formats.Inspectors.Finding;

class InspectorsTest {
    private static Inspectors seen(byte[] disk) {
        var inspectors = new Inspectors();
        inspectors.eat(disk, 0, disk.length);
        inspectors.finish();
        return inspectors;
    }

    private static List<String> failures(ByteBuffer disk) throws FormatException {
        return seen(disk.array()).failures();
    }

    private static void isFine(String name, byte[] disk, long size) throws FormatException {
        assertThat(seen(disk).find(name)).isEqualTo(new Finding(name, size));
        assertThat(seen(disk).failures()).isEmpty();
    }

    @Test
    void formatsAreKnownAndSayHowLargeTheirDiskIs() throws Exception {
        isFine("qcow2", Disks.qcow2(3).array(), 1 << 20);
        isFine("qcow2", Disks.qcow2(2).array(), 1 << 20);
        isFine("vmdk", Disks.vmdk(Disks.SPARSE).array(), 1 << 20);
        isFine("vmdk", Disks.streamed().array(), 1 << 20);
        isFine("vhd", Disks.one("vhd"), 1 << 20);
        isFine("vhdx", Disks.vhdx().array(), 5 << 20);
        isFine(
                "vdi",
                Disks.starting(0x40, "\u007f\u0010\u00da\u00be")
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(0x170, 77)
                        .array(),
                77);
        isFine("iso", Disks.iso().array(), 204_800);
        isFine("gpt", Disks.gpt().array(), 0);
        isFine("luks", Disks.luks(1).array(), 1024);
        isFine("raw", new byte[700], 700);
        isFine("raw", new byte[0], 0);
    }

    @Test
    void anImageOfAnImageOfAnotherKindIsFoundToBeIt() throws Exception {
        assertThat(seen(Disks.qcow2(3).array()).find("raw")).isEqualTo(new Finding("qcow2", 0));
    }

    @Test
    void whatCouldBeTwoThingsIsRefused() {
        var both = Disks.iso();
        both.put(0, Disks.qcow2(3).array());
        assertThatThrownBy(() -> seen(both.array()).find("qcow2"))
                .isInstanceOf(FormatException.class)
                .hasMessage("Multiple formats detected: qcow2,iso");
    }

    @Test
    void aDiskThatBootsFromEitherIsAnIso() throws Exception {
        var both = Disks.iso();
        both.put(0, Disks.gpt().array());
        isFine("iso", both.array(), 204_800);
    }

    @Test
    void aQcow2MayNotReachOutside() throws Exception {
        assertThat(failures(Disks.qcow2(3).putLong(8, 1024))).containsExactly("backing_file");
        assertThat(failures(Disks.qcow2(3).putLong(72, 0x04))).containsExactly("data_file");
        assertThat(failures(Disks.qcow2(3).putLong(72, 0x09))).isEmpty();
        assertThat(failures(Disks.qcow2(3).putLong(72, 1L << 40))).containsExactly("unknown_features");
        assertThat(failures(Disks.qcow2(1))).containsExactly("unknown_features");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "createType=\"monolithicFlat\"\nRW 2048 SPARSE \"disk.vmdk\"\n",
                "createType=\"monolithicSparse\"\nRW 2048 FLAT \"/etc/passwd\" 0\n",
                "createType=\"monolithicSparse\"\n",
                "createType=\"monolithicSparse\"\nRW 2048 SPARSE \"disk.vmdk\"\nsomething else\n",
                "RW 2048 SPARSE \"disk.vmdk\"\n",
                "",
            })
    void aVmdkMayNameItsOwnPartsOnly(String descriptor) throws Exception {
        assertThat(failures(Disks.vmdk(descriptor))).containsExactly("descriptor");
    }

    @Test
    void aVmdkWhoseDescriptorIsElsewhereIsRefused() throws Exception {
        assertThat(failures(Disks.vmdk(Disks.SPARSE).putLong(28, 3))).containsExactly("descriptor");
    }

    @Test
    void aDescriptorAloneIsNoDisk() {
        assertThatThrownBy(() -> seen(Disks.text(Disks.SPARSE)).find("vmdk")).isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @CsvSource({"4, 2", "28, 2", "36, 5", "56, -1"})
    void aFooterThatSaysAnythingElseThanTheHeaderIsRefused(int at, int value) throws Exception {
        var disk = Disks.streamed();
        disk.putLong(disk.capacity() - 1024 + at, value);
        assertThat(failures(disk)).containsExactly("footer");
    }

    @Test
    void aStreamThatDoesNotEndAsItShouldIsRefused() throws Exception {
        var disk = Disks.streamed();
        assertThat(failures(disk.put(disk.capacity() - 1, (byte) 1))).containsExactly("footer");
    }

    @Test
    void partitionsHaveToBeAsTheyAreMeantToBe() throws Exception {
        assertThat(failures(Disks.gpt().put(446, (byte) 0x7f))).containsExactly("mbr");
        assertThat(failures(Disks.gpt().put(446 + 4, (byte) 0))).containsExactly("mbr");
        assertThat(failures(Disks.gpt().put(446 + 20, (byte) 0x83))).containsExactly("mbr");
        assertThat(failures(Disks.gpt().put(446 + 4, (byte) 0x83))).isEmpty();
    }

    @Test
    void aFileSystemIsNoPartitionedDisk() throws Exception {
        isFine("raw", Disks.gpt().put(0x10, (byte) 2).put(0x15, (byte) 0xf8).array(), 2048);
    }

    @Test
    void whatNobodyCanLookIntoIsRefused() throws Exception {
        assertThat(failures(Disks.luks(2))).containsExactly("version");
        assertThat(failures(Disks.starting(0, "QED\0"))).containsExactly("banned");
    }

    @Test
    void aHeaderThatIsCutOffCannotBeTrusted() {
        for (var name : List.of("vhd", "vhdx", "luks", "vmdk, streamed")) {
            var cut = Arrays.copyOf(Disks.one(name), 40);
            assertThatThrownBy(() -> seen(cut).failures())
                    .as(name)
                    .isInstanceOf(FormatException.class)
                    .hasMessage("Incomplete file cannot be safety checked");
        }
    }
}
