package stratus.glance.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The least that is a disk image of each format, made by hand. */
final class Disks {
    static final String SPARSE = "# Disk DescriptorFile\nversion=1\ncreateType=\"monolithicSparse\"\n"
            + "RW 2048 SPARSE \"disk.vmdk\"\nddb.adapterType = \"ide\"\n";

    private Disks() {}

    static Map<String, byte[]> all() {
        var all = new LinkedHashMap<String, byte[]>();
        all.put("qcow2", qcow2(3).array());
        all.put("vmdk", vmdk(SPARSE).array());
        all.put("vmdk, streamed", streamed().array());
        all.put("vmdk, text", text(SPARSE));
        all.put("vhd", starting(0, "conectix").putLong(40, 1 << 20).array());
        all.put("vhdx", vhdx().array());
        all.put("vdi", starting(0x40, "\u007f\u0010\u00da\u00be").array());
        all.put("qed", starting(0, "QED\0").array());
        all.put("iso", iso().array());
        all.put("gpt", gpt().array());
        all.put("luks", luks(1).array());
        return all;
    }

    static byte[] one(String name) {
        return Objects.requireNonNull(all().get(name));
    }

    static ByteBuffer starting(int at, String magic) {
        var disk = ByteBuffer.allocate(2048);
        disk.put(at, magic.getBytes(StandardCharsets.ISO_8859_1));
        return disk;
    }

    static ByteBuffer qcow2(int version) {
        return starting(0, "QFI\u00fb").putInt(4, version).putLong(24, 1 << 20);
    }

    static byte[] text(String descriptor) {
        return descriptor.concat("#".repeat(512)).getBytes(StandardCharsets.US_ASCII);
    }

    static ByteBuffer vmdk(String descriptor) {
        var disk = ByteBuffer.allocate(16 * 1024).order(ByteOrder.LITTLE_ENDIAN);
        sparse(disk, 0);
        return disk.put(512, descriptor.getBytes(StandardCharsets.US_ASCII));
    }

    private static void sparse(ByteBuffer disk, int at) {
        disk.put(at, "KDMV".getBytes(StandardCharsets.US_ASCII)).putInt(at + 4, 3);
        disk.putLong(at + 12, 2048).putLong(at + 28, 1).putLong(at + 36, 20);
    }

    /** With its tables at the end, as a footer says. */
    static ByteBuffer streamed() {
        var disk = vmdk(SPARSE.replace("monolithicSparse", "streamOptimized"));
        int footer = disk.capacity() - 1024;
        sparse(disk, footer);
        return disk.putLong(56, -1).putLong(footer + 56, 21).putInt(footer - 512 + 12, 3);
    }

    static ByteBuffer vhdx() {
        var disk = ByteBuffer.allocate(512 * 1024).order(ByteOrder.LITTLE_ENDIAN);
        disk.put(0, "vhdxfile".getBytes(StandardCharsets.US_ASCII));
        int regions = 192 * 1024;
        int metadata = 320 * 1024;
        disk.put(regions, "regi".getBytes(StandardCharsets.US_ASCII)).putInt(regions + 8, 2);
        disk.put(regions + 48, HexFormat.of().parseHex("06a27c8b90479a4bb8fe575f050f886e"));
        disk.putLong(regions + 64, metadata);
        disk.put(metadata, "metadata".getBytes(StandardCharsets.US_ASCII)).putShort(metadata + 10, (short) 1);
        disk.put(metadata + 32, HexFormat.of().parseHex("2442a52f1bcd7648b2115dbed83bf4b8"));
        disk.putInt(metadata + 48, 64 * 1024).putInt(metadata + 52, 8);
        return disk.putLong(metadata + 64 * 1024, 5 << 20);
    }

    static ByteBuffer iso() {
        var disk = ByteBuffer.allocate(36 * 1024).order(ByteOrder.LITTLE_ENDIAN);
        int descriptor = 32 * 1024;
        disk.put(descriptor, (byte) 1).put(descriptor + 1, "CD001".getBytes(StandardCharsets.US_ASCII));
        return disk.putInt(descriptor + 80, 100).putShort(descriptor + 128, (short) 2048);
    }

    static ByteBuffer gpt() {
        var disk = ByteBuffer.allocate(2048).order(ByteOrder.LITTLE_ENDIAN);
        disk.put(446 + 2, (byte) 2).put(446 + 4, (byte) 0xee).putInt(446 + 8, 1).putInt(446 + 12, 3);
        return disk.putShort(510, (short) 0xaa55);
    }

    static ByteBuffer luks(int version) {
        return starting(0, "LUKS\u00ba\u00be").putShort(6, (short) version).putInt(104, 2);
    }
}
