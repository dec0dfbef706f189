package stratus.glance.app;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import stratus.glance.domain.ImportRules;
import stratus.glance.registry.Images;

/** What operators have done to every image that is imported. */
public final class ImportPlugins {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final Images images;
    private final Staging staging;
    private final ImportRules rules;
    private final Conversion conversion;
    private final Decompression decompression = new Decompression();
    private final Quotas quotas;
    private final DiskSpace disk;

    public ImportPlugins(
            Images images, Staging staging, ImportRules rules, Conversion conversion, Quotas quotas, DiskSpace disk) {
        this.images = images;
        this.staging = staging;
        this.rules = rules;
        this.conversion = conversion;
        this.quotas = quotas;
        this.disk = disk;
    }

    void work(ImportRun run) throws IOException {
        for (var plugin : rules.plugins()) {
            switch (plugin) {
                case "image_decompression" -> unpack(run);
                case "image_conversion" -> convert(run);
                case "inject_image_metadata" -> inject(run);
                default -> log.log(Level.DEBUG, "No_Op Plugin");
            }
        }
    }

    /** An image that is said to be compressed is meant to be. */
    private void unpack(ImportRun run) throws IOException {
        var image = images.now(run.image());
        var file = staging.path(run.staged());
        if (!"compressed".equals(image.containerFormat()) && decompression.unpack(file, room(run, file))) {
            long size = Files.size(file);
            images.advance(run.caller(), image, run.status(), edit -> edit.size = size);
        }
    }

    private Room room(ImportRun run, Path file) {
        return new Room(Objects.requireNonNull(file.getParent()), disk, quotas.room(run.caller()));
    }

    private void convert(ImportRun run) throws IOException {
        var image = images.now(run.image());
        var file = staging.path(run.staged());
        var made = conversion.convert(file, String.valueOf(image.diskFormat()), rules.outputFormat(), room(run, file));
        long size = Files.size(file);
        images.advance(run.caller(), image, run.status(), edit -> {
            edit.virtualSize = made.virtualSize() == 0 ? null : (Long) made.virtualSize();
            if (!made.format().equals(edit.diskFormat)) {
                edit.diskFormat = made.format();
                edit.containerFormat = "bare";
                edit.size = size;
            }
        });
    }

    private void inject(ImportRun run) {
        if (run.caller().roles().stream().noneMatch(rules.spared()::contains)) {
            images.advance(
                    run.caller(),
                    run.image(),
                    run.status(),
                    edit -> rules.inject().forEach((name, value) -> {
                        if (!name.startsWith("os_glance")) {
                            edit.properties.put(name, value);
                        }
                    }));
        }
    }
}
