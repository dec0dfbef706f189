package stratus.glance.app;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import stratus.glance.domain.Image;

/** What an image says of an import of it: clients look for it among its properties. */
final class Progress {
    static final String TASK = "os_glance_import_task";
    private static final String IMPORTING = "os_glance_importing_to_stores";
    private static final String FAILED = "os_glance_failed_import";

    private Progress() {}

    static Image begin(Image image, String task, Collection<String> stores) {
        return without(with(image.withProperty(TASK, task), IMPORTING, stores), FAILED, stores);
    }

    static Image done(Image image, Collection<String> stores) {
        return without(image, IMPORTING, stores);
    }

    static Image failed(Image image, Collection<String> stores) {
        return with(image, FAILED, stores);
    }

    /** Another may go on with the image. */
    static Image end(Image image, Collection<String> stores) {
        return done(image, stores).withoutProperty(TASK);
    }

    /** The stores that the image still waits for. */
    static Set<String> importing(Image image) {
        return stores(image, IMPORTING);
    }

    /** The stores that the image did not come to. */
    static Set<String> failed(Image image) {
        return stores(image, FAILED);
    }

    private static Image with(Image image, String property, Collection<String> more) {
        var all = stores(image, property);
        all.addAll(more);
        return image.withProperty(property, String.join(",", all));
    }

    private static Image without(Image image, String property, Collection<String> fewer) {
        var all = stores(image, property);
        all.removeAll(fewer);
        return image.withProperty(property, String.join(",", all));
    }

    private static Set<String> stores(Image image, String property) {
        var all = new TreeSet<>(
                Arrays.asList(image.properties().getOrDefault(property, "").split(",")));
        all.remove("");
        return all;
    }
}
