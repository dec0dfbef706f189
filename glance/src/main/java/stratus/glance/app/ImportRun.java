package stratus.glance.app;

import java.util.function.Function;
import java.util.function.UnaryOperator;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImportOrder;
import stratus.glance.domain.PendingBits;
import stratus.glance.domain.Task;
import stratus.oslo.base.Caller;

/**
 * One import that is under way.
 *
 * @param image as it will be
 * @param staged where its bits are before they come to stores
 * @param made what was found, or made of it, on the way: the image in the registry does not have it before it has its bits
 */
record ImportRun(
        Caller caller, Image image, ImportOrder order, Task task, PendingBits staged, Function<Image, Image> made) {
    /** The status that the image has while it goes on. */
    String status() {
        return order.is("copy-image") ? "active" : "importing";
    }

    /** The same for an image as it is in the registry by now. */
    ImportRun of(Image now) {
        return new ImportRun(caller, made.apply(now), order, task, staged, made);
    }

    /** The same with one thing more found or made. */
    ImportRun with(UnaryOperator<Image> change) {
        return new ImportRun(caller, change.apply(image), order, task, staged, made.andThen(change));
    }
}
