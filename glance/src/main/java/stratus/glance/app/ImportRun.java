package stratus.glance.app;

import stratus.glance.domain.Image;
import stratus.glance.domain.ImportOrder;
import stratus.glance.domain.PendingBits;
import stratus.glance.domain.Task;
import stratus.oslo.base.Caller;

/**
 * One import that is under way.
 *
 * @param staged where its bits are before they come to stores
 */
record ImportRun(Caller caller, Image image, ImportOrder order, Task task, PendingBits staged) {
    /** The status that the image has while it goes on. */
    String status() {
        return order.is("copy-image") ? "active" : "importing";
    }

    ImportRun of(Image now) {
        return new ImportRun(caller, now, order, task, staged);
    }
}
