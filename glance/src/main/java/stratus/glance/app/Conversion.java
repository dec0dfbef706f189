package stratus.glance.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import stratus.glance.domain.ImageFormats;
import stratus.glance.formats.FormatException;
import stratus.glance.formats.Inspectors;
import stratus.oslo.base.Fault;
import stratus.oslo.process.Programs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns staged images into another format, with {@code qemu-img}; nothing that reaches outside itself comes near it. */
public final class Conversion {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofHours(2);
    private static final int CHUNK = 1 << 20;

    /** As upstream holds qemu-img: a header may be made to take all there is. */
    private static final List<String> HELD = List.of("prlimit", "--as=1073741824", "--cpu=30");

    private final Programs programs = new Programs();
    private final ImageFormats formats;

    public Conversion(ImageFormats formats) {
        this.formats = formats;
    }

    /** What became of an image. */
    record Converted(String format, long virtualSize) {}

    /** The file is of the target's format afterwards; an ISO stays what it is. */
    Converted convert(Path file, String claimed, String target, Room room) throws IOException {
        var found = format(file, claimed);
        if (found.equals("iso") && claimed.equals("iso")) {
            return new Converted(claimed, 0);
        }
        if (!found.equals(claimed)) {
            throw new Fault.UnsupportedMediaType(
                    found.equals("iso") ? "Image has disallowed configuration" : "Image format mismatch");
        }
        long virtualSize = info(file, claimed).path("virtual-size").asLong(0);
        if (claimed.equals(target)) {
            return new Converted(claimed, virtualSize);
        }
        if (target.equals("raw")) {
            room.take(virtualSize);
        }
        try (var made = new Replacement(file)) {
            var to = made.path();
            run(
                    file,
                    List.of("qemu-img", "convert", "-f", qemu(claimed), "-O", target, file.toString(), to.toString()));
            if (!format(to, target).equals(target)) {
                throw new Fault.UnsupportedMediaType("Converted image in unexpected format");
            }
            made.finish();
        }
        return new Converted(target, virtualSize);
    }

    /** What the bytes are, all of them looked at; a partitioned disk is raw. */
    private String format(Path file, String claimed) throws IOException {
        var inspectors = new Inspectors();
        try (var in = Files.newInputStream(file)) {
            for (var chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
                inspectors.eat(chunk, 0, chunk.length);
            }
        }
        inspectors.finish();
        try {
            var name = inspectors.find(claimed).name();
            var failures = inspectors.failures();
            if (!failures.isEmpty()
                    && !(name.equals("gpt") && formats.gptNonfatal().containsAll(failures))) {
                throw new Fault.UnsupportedMediaType("Image has disallowed configuration");
            }
            return name.equals("gpt") ? "raw" : name;
        } catch (FormatException e) {
            throw new Fault.UnsupportedMediaType("Image format detection failed");
        }
    }

    /** qemu-img has to see the same. */
    private JsonNode info(Path file, String claimed) {
        var command = new ArrayList<>(HELD);
        command.addAll(List.of("qemu-img", "info", "-f", qemu(claimed), "--output=json", file.toString()));
        var info = JSON.readTree(run(file, command));
        if (!info.path("format").asString("").equals(qemu(claimed))) {
            throw new Fault.UnsupportedMediaType("Image metadata disagrees about format");
        }
        if (info.has("backing-filename")) {
            throw new Fault.UnsupportedMediaType("QCOW images with backing files are not allowed");
        }
        if (info.at("/format-specific/data").has("data-file")) {
            throw new Fault.UnsupportedMediaType("QCOW images with data-file set are not allowed");
        }
        return info;
    }

    /** Where the file is, is nobody's business. */
    private String run(Path file, List<String> command) {
        var result = programs.attempt("", command, PATIENCE);
        if (result.exit() == 127) {
            throw new Fault.NotImplemented("qemu-img is not installed: images cannot be converted.");
        }
        if (!result.ok()) {
            throw new Fault.UnsupportedMediaType("The image cannot be converted: %s"
                    .formatted(result.err().strip().replace(file.toString(), "image")));
        }
        return result.out();
    }

    private static String qemu(String format) {
        return format.equals("vhd") ? "vpc" : format;
    }
}
