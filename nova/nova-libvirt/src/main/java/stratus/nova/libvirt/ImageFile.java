package stratus.nova.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;

/**
 * An image that somebody uploaded, before QEMU reads it.
 *
 * <p>A format that can name other files would show the host's to the guest: those are refused by their first bytes,
 * before any program interprets them.
 */
record ImageFile(ImageId id, Path file, String format) {
    /** Read as they are, whatever is in them. */
    private static final Set<String> PLAIN = Set.of("raw", "iso", "ami", "aki", "ari");

    private static final int QCOW2 = 0x514649fb; // "QFI" and 0xfb
    private static final int HEADER = 104;
    private static final int BACKING_FILE = 8;
    private static final int INCOMPATIBLE_FEATURES = 72;
    private static final long EXTERNAL_DATA_FILE = 1L << 2;

    /** The name that QEMU has for the format. */
    String checked() {
        if (PLAIN.contains(format)) {
            return "raw";
        }
        if (!format.equals("qcow2")) {
            throw unacceptable("this host runs raw and qcow2, not " + format);
        }
        var header = header();
        if (header.limit() < INCOMPATIBLE_FEATURES || header.getInt(0) != QCOW2) {
            throw unacceptable("it says qcow2 and is not");
        }
        int version = header.getInt(4);
        if (version != 2 && version != 3) {
            throw unacceptable("there is no version %d of qcow2".formatted(version));
        }
        if (header.getLong(BACKING_FILE) != 0) {
            throw unacceptable("it has a backing file");
        }
        if (version == 3 && (header.getLong(INCOMPATIBLE_FEATURES) & EXTERNAL_DATA_FILE) != 0) {
            throw unacceptable("it has a data file");
        }
        return "qcow2";
    }

    private ByteBuffer header() {
        var header = ByteBuffer.allocate(HEADER);
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (header.hasRemaining() && channel.read(header) >= 0) {
                continue;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return header.flip();
    }

    private Fault unacceptable(String why) {
        return Fault.coded(
                "ImageUnacceptable", new Fault.Invalid("Image %s is unacceptable: %s.".formatted(id.text(), why)));
    }
}
