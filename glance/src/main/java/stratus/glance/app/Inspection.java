package stratus.glance.app;

import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageFormats;
import stratus.glance.formats.FormatException;
import stratus.glance.formats.Inspectors;
import stratus.oslo.base.Fault;

/** Holds what an image says it is against the bytes that come. */
final class Inspection {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final Image image;
    private final ImageFormats formats;
    private final Inspectors inspectors = new Inspectors();

    Inspection(Image image, ImageFormats formats) {
        this.image = image;
        this.formats = formats;
    }

    /** Nobody looks into containers. */
    private boolean closed() {
        return !"bare".equals(image.containerFormat());
    }

    void eat(byte[] chunk, int size) {
        if (!closed()) {
            inspectors.eat(chunk, 0, size);
        }
    }

    /**
     * All bytes came; the virtual size where it is known.
     *
     * @throws Fault.UnsupportedMediaType for content that is not what it claims, or that reaches outside itself
     */
    @Nullable Long finish() {
        if (closed()) {
            return null;
        }
        inspectors.finish();
        long size = 0;
        try {
            var found = inspectors.find(claimed());
            size = size(found);
            refuse(found.name(), inspectors.failures());
        } catch (FormatException e) {
            if (formats.requireMatch()) {
                throw new Fault.UnsupportedMediaType(String.valueOf(e.getMessage()));
            }
            log.log(System.Logger.Level.WARNING, "image " + image.id() + " is let in: " + e.getMessage());
        }
        return size == 0 ? null : (Long) size;
    }

    private String claimed() {
        return String.valueOf(image.diskFormat());
    }

    private long size(Inspectors.Finding found) throws FormatException {
        if (found.name().equals(claimed())) {
            return found.size();
        }
        if (claimed().equals("raw")) {
            return inspectors.total();
        }
        if (found.name().equals("raw") && !Inspectors.KNOWN.contains(claimed())) {
            return 0;
        }
        throw new FormatException(
                "Image disk_format %s does not match stream data %s".formatted(claimed(), found.name()));
    }

    private void refuse(String format, List<String> failures) {
        if (failures.isEmpty()) {
            return;
        }
        log.log(System.Logger.Level.WARNING, "image %s fails as %s: %s".formatted(image.id(), format, failures));
        if (!format.equals("gpt") || !formats.gptNonfatal().containsAll(failures)) {
            throw new Fault.UnsupportedMediaType("Image failed safety checks");
        }
    }
}
