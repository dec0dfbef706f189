package stratus.glance.domain;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;

/** Looks at the first bytes of an upload: they have to be what the image says they are, and refer to nothing else. */
public final class Format {
    /** How many bytes it wants to see: as far as an ISO's descriptor. */
    public static final int HEAD = 33 * 1024;

    private static final long DATA_FILE = 1L << 2;
    private static final byte[] QCOW = {'Q', 'F', 'I', (byte) 0xfb};

    private Format() {}

    /** The virtual size where the format tells it; refuses what does not match or is not safe. */
    public static @Nullable Long inspect(@Nullable String diskFormat, byte[] head) {
        var found = detect(head);
        if (diskFormat != null
                && List.of("raw", "qcow2", "vmdk", "vdi", "vhdx", "vhd", "iso").contains(diskFormat)
                && !found.equals(diskFormat)
                && !(found.equals("iso") && diskFormat.equals("raw"))) {
            throw new Fault.UnsupportedMediaType(
                    "Image content does not match disk_format: image is %s but disk_format is %s"
                            .formatted(found, diskFormat));
        }
        return found.equals("qcow2") && diskFormat != null ? qcow2(head) : null;
    }

    private static String detect(byte[] head) {
        if (starts(head, 0, QCOW)) {
            return "qcow2";
        }
        if (starts(head, 0, "KDMV") || starts(head, 0, "# Disk DescriptorFile")) {
            return "vmdk";
        }
        if (starts(head, 0x40, new byte[] {0x7f, 0x10, (byte) 0xda, (byte) 0xbe})) {
            return "vdi";
        }
        if (starts(head, 0, "vhdxfile")) {
            return "vhdx";
        }
        if (starts(head, 0, "conectix")) {
            return "vhd";
        }
        return starts(head, 0x8001, "CD001") ? "iso" : "raw";
    }

    private static long qcow2(byte[] head) {
        if (head.length < 72) {
            throw new Fault.UnsupportedMediaType("Image content is not a whole qcow2 header");
        }
        var header = ByteBuffer.wrap(head);
        int version = header.getInt(4);
        if (version != 2 && version != 3) {
            throw new Fault.UnsupportedMediaType("qcow2 version %d is not supported".formatted(version));
        }
        if (header.getLong(8) != 0 || header.getInt(16) != 0) {
            throw new Fault.UnsupportedMediaType("qcow2 images with a backing file are not allowed");
        }
        if (version == 3 && (head.length < 104 || (header.getLong(72) & DATA_FILE) != 0)) {
            throw new Fault.UnsupportedMediaType("qcow2 images with an external data file are not allowed");
        }
        return header.getLong(24);
    }

    private static boolean starts(byte[] head, int at, String text) {
        return starts(head, at, text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }

    private static boolean starts(byte[] head, int at, byte[] magic) {
        return head.length >= at + magic.length && Arrays.equals(head, at, at + magic.length, magic, 0, magic.length);
    }
}
