package stratus.glance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import stratus.glance.domain.Image;

/** Holds what the registry says against what is in stores and staging folders. */
final class Inventory {
    private final Path folder;

    Inventory(Path folder) {
        this.folder = folder;
    }

    /** Fails where anything is not in order; deletes all images, for the next round. */
    void requireOrder(Parts parts, int round) throws IOException {
        var problems = waiting(parts);
        var owned = new ArrayList<String>();
        for (var image : images(parts)) {
            image.locations().forEach(location -> owned.add(location.url()));
            if (image.is("active") == image.locations().isEmpty()) {
                problems.add("an image that is %s with bits at %s".formatted(image.status(), image.locations()));
            }
            if (!image.is("active") && image.properties().containsKey("injected")) {
                problems.add("an image that was changed though its bits did not come");
            }
            if (image.is("uploading")) {
                owned.add(parts.staging.waiting(image).url());
            }
            unreadable(parts, image, problems);
        }
        for (var place : List.of("one", "other", "staging-one", "staging-two")) {
            problems.addAll(strays(place, owned));
        }
        assertThat(problems).as("round %d", round).isEmpty();
        images(parts).forEach(image -> parts.images.delete(parts.caller, image));
    }

    static List<Image> images(Parts parts) {
        return parts.images.in(List.of("queued", "saving", "uploading", "importing", "active"));
    }

    /** What waits for what will never come. */
    static List<String> waiting(Parts parts) {
        var problems = new ArrayList<String>();
        for (var image : images(parts)) {
            if (!List.of("queued", "active", "uploading").contains(image.status())) {
                problems.add("an image is for ever " + image.status());
            }
            if (image.is("uploading") && parts.places.staged(image.id()).isEmpty()) {
                problems.add("an image waits for what is not staged");
            }
            if (image.properties().containsKey(Progress.TASK)) {
                problems.add("an image waits for a task that is no more");
            }
        }
        parts.tasks.list(null).stream()
                .filter(task -> task.status().equals("processing"))
                .forEach(task -> problems.add("a task is for ever under way: " + task.type()));
        return problems;
    }

    private List<String> strays(String place, List<String> owned) throws IOException {
        if (!Files.exists(folder.resolve(place))) {
            return List.of();
        }
        try (var files = Files.list(folder.resolve(place))) {
            return files.map(file -> file.toUri().toString())
                    .filter(url -> !owned.contains(url))
                    .map(url -> "bits that no image owns at " + url)
                    .toList();
        }
    }

    private static void unreadable(Parts parts, Image image, List<String> problems) throws IOException {
        for (var location : image.locations()) {
            var alone = image.withLocations(List.of(location));
            try (var in = parts.downloads.open(alone, 0, List.of()).orElseThrow()) {
                if (in.readAllBytes().length != TestProcesses.SIZE) {
                    problems.add("an image that is cut off");
                }
            }
        }
    }
}
