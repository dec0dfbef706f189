package stratus.glance.app;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import stratus.glance.domain.ImportRules;

/** What operators have done to every image that is imported. */
public final class ImportPlugins {
    private static final System.Logger log = System.getLogger("stratus.glance");

    private final Images images;
    private final Staging staging;
    private final ImportRules rules;
    private final Conversion conversion;

    public ImportPlugins(Images images, Staging staging, ImportRules rules, Conversion conversion) {
        this.images = images;
        this.staging = staging;
        this.rules = rules;
        this.conversion = conversion;
    }

    void work(ImportRun run) throws IOException {
        for (var plugin : rules.plugins()) {
            switch (plugin) {
                case "image_conversion" -> convert(run);
                case "inject_image_metadata" -> inject(run);
                default -> log.log(Level.DEBUG, "No_Op Plugin");
            }
        }
    }

    private void convert(ImportRun run) throws IOException {
        var image = images.now(run.image());
        var file = staging.path(run.staged());
        var made = conversion.convert(file, String.valueOf(image.diskFormat()), rules.outputFormat());
        long size = Files.size(file);
        images.advance(run.caller(), image, run.status(), edit -> {
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
