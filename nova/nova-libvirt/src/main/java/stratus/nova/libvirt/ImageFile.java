package stratus.nova.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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

    /** The name that QEMU has for the format. */
    String checked() {
        if (PLAIN.contains(format)) {
            return "raw";
        }
        if (!format.equals("qcow2")) {
            throw unacceptable("this host runs raw and qcow2, not " + format);
        }
        var header = header();
        if (header.version() != 2 && header.version() != 3) {
            throw unacceptable("there is no version %d of qcow2".formatted(header.version()));
        }
        if (header.backingFile() != null) {
            throw unacceptable("it has a backing file");
        }
        if (header.dataFile()) {
            throw unacceptable("it has a data file");
        }
        return "qcow2";
    }

    private Qcow2Header header() {
        try {
            return Qcow2Header.of(file).orElseThrow(() -> unacceptable("it says qcow2 and is not"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Fault unacceptable(String why) {
        return Fault.coded(
                "ImageUnacceptable", new Fault.Invalid("Image %s is unacceptable: %s.".formatted(id.text(), why)));
    }
}
