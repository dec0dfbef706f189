package stratus.cinder.volume;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import stratus.oslo.base.Fault;
import stratus.oslo.process.Programs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks into an image file that a user has made, before anything is read through it. */
final class Disk {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> WHOLE = List.of("monolithicSparse", "streamOptimized");

    private Disk() {}

    /** An image may name other files, also this host's own: such a one would copy them into the user's volume. */
    static void refuseUnsafe(Programs programs, Path image, String format) {
        if (format.equals("raw")) {
            return;
        }
        var result = programs.attempt(
                "", List.of("qemu-img", "info", "-f", format, "--output=json", image.toString()), PATIENCE);
        if (!result.ok()) {
            throw new Fault.Invalid("Image is unacceptable: it is no %s.".formatted(format));
        }
        var info = JSON.readTree(result.out());
        var specific = info.path("format-specific").path("data");
        boolean refers = info.has("backing-filename")
                || info.has("full-backing-filename")
                || specific.has("data-file")
                || (format.equals("vmdk") && !WHOLE.contains(text(specific.path("create-type"))));
        if (refers) {
            throw new Fault.Invalid("Image is unacceptable: it refers to another file.");
        }
    }

    private static String text(JsonNode value) {
        return value.isString() ? value.stringValue() : "";
    }
}
