package stratus.glance.app;

import java.util.function.Consumer;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImportOrder;
import stratus.glance.domain.PendingBits;
import stratus.glance.domain.Task;
import stratus.glance.registry.Edit;
import stratus.oslo.base.Caller;

/**
 * One import that is under way.
 *
 * @param image as it will be
 * @param staged where its bits are before they come to stores
 * @param made what was found, or made of it, on the way: the image in the registry does not have it before it has its bits
 */
record ImportRun(Caller caller, Image image, ImportOrder order, Task task, PendingBits staged, Consumer<Edit> made) {
    /** The status that the image has while it goes on. */
    String status() {
        return order.is("copy-image") ? "active" : "importing";
    }

    /** The same for an image as it is in the registry by now. */
    ImportRun of(Image now) {
        return new ImportRun(caller, changed(now, made), order, task, staged, made);
    }

    /** The same with one thing more found or made. */
    ImportRun with(Consumer<Edit> change) {
        return new ImportRun(caller, changed(image, change), order, task, staged, made.andThen(change));
    }

    private static Image changed(Image image, Consumer<Edit> change) {
        var edit = new Edit(image);
        change.accept(edit);
        return edit.image();
    }
}
