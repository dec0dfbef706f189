package stratus.glance.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Objects;
import stratus.glance.app.Conversion.Converted;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageMetadata.Formats;
import stratus.glance.domain.ImportRules;

/** What operators have done to every image that is imported. */
public final class ImportPlugins {
    private final Staging staging;
    private final ImportRules rules;
    private final Conversion conversion;
    private final Decompression decompression = new Decompression();
    private final Quotas quotas;
    private final DiskSpace disk;

    public ImportPlugins(Staging staging, ImportRules rules, Conversion conversion, Quotas quotas, DiskSpace disk) {
        this.staging = staging;
        this.rules = rules;
        this.conversion = conversion;
        this.quotas = quotas;
        this.disk = disk;
    }

    /** One after the other, each on what the one before it made. */
    ImportRun work(ImportRun run) throws IOException {
        var made = run;
        for (var plugin : rules.plugins()) {
            made = switch (plugin) {
                case "image_decompression" -> unpack(made);
                case "image_conversion" -> convert(made);
                case "inject_image_metadata" -> inject(made);
                default -> made;
            };
        }
        return made;
    }

    /** An image that is said to be compressed is meant to be. */
    private ImportRun unpack(ImportRun run) throws IOException {
        var file = staging.path(run.staged());
        if ("compressed".equals(run.image().containerFormat()) || !decompression.unpack(file, room(run, file))) {
            return run;
        }
        long size = Files.size(file);
        return run.with(image -> image.with(image.data().withSize(size)));
    }

    private Room room(ImportRun run, Path file) {
        return new Room(Objects.requireNonNull(file.getParent()), disk, quotas.room(run.caller()));
    }

    private ImportRun convert(ImportRun run) throws IOException {
        var file = staging.path(run.staged());
        var claimed = String.valueOf(run.image().diskFormat());
        var made = conversion.convert(file, claimed, rules.outputFormat(), room(run, file));
        long size = Files.size(file);
        return run.with(image -> converted(image, made, size));
    }

    private static Image converted(Image image, Converted made, long size) {
        var data = image.data().withVirtualSize(made.virtualSize() == 0 ? null : (Long) made.virtualSize());
        return made.format().equals(image.diskFormat())
                ? image.with(data)
                : image.with(data.withSize(size)).with(image.metadata().with(new Formats(made.format(), "bare")));
    }

    private ImportRun inject(ImportRun run) {
        if (run.caller().roles().stream().anyMatch(rules.spared()::contains)) {
            return run;
        }
        var injected = new HashMap<>(rules.inject());
        injected.keySet().removeIf(name -> name.startsWith("os_glance"));
        return run.with(image -> {
            var properties = new HashMap<>(image.properties());
            properties.putAll(injected);
            return image.with(image.metadata().withProperties(properties));
        });
    }
}
