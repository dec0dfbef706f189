package stratus.glance.app;

import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;
import stratus.glance.registry.Edit;

/** What an image says of an import of it: clients look for it among its properties. */
final class Progress {
    static final String TASK = "os_glance_import_task";
    static final String IMPORTING = "os_glance_importing_to_stores";
    static final String FAILED = "os_glance_failed_import";

    private Progress() {}

    static void begin(Edit edit, String task, Collection<String> stores) {
        edit.properties.put(TASK, task);
        merge(edit, IMPORTING, stores, true);
        merge(edit, FAILED, stores, false);
    }

    static void done(Edit edit, Collection<String> stores) {
        merge(edit, IMPORTING, stores, false);
    }

    static void failed(Edit edit, Collection<String> stores) {
        merge(edit, FAILED, stores, true);
    }

    /** Another may go on with the image. */
    static void end(Edit edit, Collection<String> stores) {
        done(edit, stores);
        edit.properties.remove(TASK);
    }

    private static void merge(Edit edit, String property, Collection<String> stores, boolean add) {
        var all = new TreeSet<>(
                Arrays.asList(edit.properties.getOrDefault(property, "").split(",")));
        if (add) {
            all.addAll(stores);
        } else {
            all.removeAll(stores);
        }
        all.remove("");
        edit.properties.put(property, String.join(",", all));
    }
}
