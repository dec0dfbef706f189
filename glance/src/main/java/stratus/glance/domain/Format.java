package stratus.glance.domain;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the beginning of a disk image shows it to be. */
public enum Format {
    QCOW2(head -> head.starts(0, 'Q', 'F', 'I', 0xfb)),
    QED(head -> head.starts(0, 'Q', 'E', 'D', 0)),
    VMDK(head -> head.starts(0, "KDMV") || head.starts(0, "# Disk DescriptorFile")),
    VDI(head -> head.starts(0x40, 0x7f, 0x10, 0xda, 0xbe)),
    VHDX(head -> head.starts(0, "vhdxfile")),
    VHD(head -> head.starts(0, "conectix")),
    LUKS(head -> head.starts(0, 'L', 'U', 'K', 'S', 0xba, 0xbe)),
    ISO(head -> head.starts(0x8001, "CD001")),
    /** Nothing that is known. */
    RAW(_ -> false);

    /** How many bytes it takes to tell. */
    public static final int HEAD = 256 * 1024;

    private static final Set<Long> QCOW2_FEATURES = Set.of(0L, 1L, 2L, 3L, 4L);
    private static final Pattern VMDK_TYPE = Pattern.compile("createType=\"(?:monolithicSparse|streamOptimized)\"");
    private static final Pattern VMDK_ELSEWHERE = Pattern.compile("(?m)^(?:RW|RDONLY|NOACCESS) .*[/\\\\]");

    private final Predicate<Head> shown;

    Format(Predicate<Head> shown) {
        this.shown = shown;
    }

    /** All that it could be taken for; {@link #RAW} where that is nothing. */
    public static List<Format> all(byte[] head) {
        var found = new ArrayList<Format>();
        for (var format : values()) {
            if (format.shown.test(new Head(head))) {
                found.add(format);
            }
        }
        return found.isEmpty() ? List.of(RAW) : found;
    }

    /** The size of the disk; null where the head does not tell. */
    public @Nullable Long virtualSize(byte[] bytes) {
        var head = new Head(bytes);
        return switch (this) {
            case QCOW2 -> head.number(24, 8, ByteOrder.BIG_ENDIAN);
            case VHD -> head.number(48, 8, ByteOrder.BIG_ENDIAN);
            case VDI -> head.number(0x170, 8, ByteOrder.LITTLE_ENDIAN);
            case VMDK -> times(head.number(12, 8, ByteOrder.LITTLE_ENDIAN), 512L);
            case ISO ->
                times(head.number(0x8050, 4, ByteOrder.LITTLE_ENDIAN), head.number(0x8080, 2, ByteOrder.LITTLE_ENDIAN));
            case VHDX, QED, LUKS, RAW -> null;
        };
    }

    private static @Nullable Long times(@Nullable Long one, @Nullable Long other) {
        return one == null || other == null ? null : one * other;
    }

    /** Why it is not to be opened: it reaches outside itself, or is more than can be understood; null for nothing. */
    public @Nullable String danger(byte[] bytes) {
        var head = new Head(bytes);
        return switch (this) {
            case QCOW2 -> qcow2(head);
            case VMDK -> vmdk(head);
            case QED -> "it is of a format that is not supported";
            case LUKS -> Long.valueOf(1).equals(head.number(6, 2, ByteOrder.BIG_ENDIAN)) ? null : "it is not LUKS 1";
            case VDI, VHDX, VHD, ISO, RAW -> null;
        };
    }

    private static @Nullable String qcow2(Head head) {
        var version = head.number(4, 4, ByteOrder.BIG_ENDIAN);
        var backing = head.number(8, 8, ByteOrder.BIG_ENDIAN);
        var name = head.number(16, 4, ByteOrder.BIG_ENDIAN);
        if (version == null || backing == null || name == null || head.number(64, 8, ByteOrder.BIG_ENDIAN) == null) {
            return "its header is cut off";
        }
        if (version != 2 && version != 3) {
            return "its version is not supported";
        }
        if (backing != 0 || name != 0) {
            return "it has a backing file";
        }
        if (version == 2) {
            return null;
        }
        var features = head.number(72, 8, ByteOrder.BIG_ENDIAN);
        if (features == null) {
            return "its header is cut off";
        }
        if ((features & 1L << 2) != 0) {
            return "it has an external data file";
        }
        long known = QCOW2_FEATURES.stream().mapToLong(bit -> 1L << bit).sum();
        return (features & ~known) == 0 ? null : "it has features that are not known";
    }

    /** A descriptor that is text names files; one inside may name its own parts only. */
    private static @Nullable String vmdk(Head head) {
        var at = head.number(28, 8, ByteOrder.LITTLE_ENDIAN);
        var sectors = head.number(36, 8, ByteOrder.LITTLE_ENDIAN);
        if (!head.starts(0, "KDMV") || at == null || sectors == null) {
            return "it is a descriptor of other files";
        }
        var text = head.text(at * 512, sectors * 512);
        if (text == null || !VMDK_TYPE.matcher(text).find()) {
            return "its type is not allowed";
        }
        return VMDK_ELSEWHERE.matcher(text).find() ? "it refers to other files" : null;
    }

    /** Bytes that may end anywhere. */
    private record Head(byte[] bytes) {
        boolean starts(int at, String text) {
            return starts(at, text.chars().toArray());
        }

        boolean starts(int at, int... magic) {
            if (bytes.length < at + magic.length) {
                return false;
            }
            for (int i = 0; i < magic.length; i++) {
                if ((bytes[at + i] & 0xff) != magic[i]) {
                    return false;
                }
            }
            return true;
        }

        /** Null where it is not there. */
        @Nullable Long number(int at, int size, ByteOrder order) {
            if (bytes.length < at + size) {
                return null;
            }
            var buffer = ByteBuffer.wrap(bytes).order(order);
            return switch (size) {
                case 2 -> (long) buffer.getShort(at) & 0xffff;
                case 4 -> (long) buffer.getInt(at) & 0xffffffffL;
                default -> buffer.getLong(at);
            };
        }

        @Nullable String text(long at, long length) {
            return at < 0 || length <= 0 || length > HEAD || at + length > bytes.length
                    ? null
                    : new String(bytes, (int) at, (int) length, StandardCharsets.US_ASCII);
        }
    }
}
