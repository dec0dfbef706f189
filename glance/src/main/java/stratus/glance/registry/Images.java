package stratus.glance.registry;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageFilter;
import stratus.glance.domain.PendingBits;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** Images as records. Each change is one commit, with its entry in the change log and whatever its maker writes with it. */
public interface Images {
    /** What an image becomes, and what is written down in the same transaction. */
    interface Change {
        /** May run more than once. */
        Image apply(Image now, Tx tx);
    }

    /** What the caller may see; everything else is not there. */
    Image get(Caller caller, String id);

    /** Refuses what is not there as such, and otherwise what the caller may not see. */
    void requireVisible(Caller caller, String id);

    Page<Image> list(ImageFilter filter, Page.Request page);

    Image create(Caller caller, Image image);

    /** Changes what is there now; {@code change} may run more than once. */
    Image update(Caller caller, String id, UnaryOperator<Image> change);

    /** Nobody but administrators reads its bits until {@link #reactivate}. */
    void deactivate(Caller caller, Image image);

    void reactivate(Caller caller, Image image);

    /** Its bits go after it. What is on its way to it goes when it arrives. */
    void delete(Caller caller, Image image);

    /** Gives up its bits in one of the stores that have them; refused where it is the only one. */
    void leave(Caller caller, Image image, String store);

    /** Whoever may see it. */
    Optional<Image> find(String id);

    Optional<Image> find(Tx tx, String id);

    /** Those in some statuses. */
    List<Image> in(List<String> statuses);

    /** The image as it is by now; refused where it is gone. */
    Image now(Image image);

    /** Whether the image has its bits at the address. */
    boolean owns(String image, String url);

    /**
     * Changes an image that has to be in a status; false if it is in another, is gone, or is one that came after it.
     *
     * @param change may run more than once
     */
    boolean advance(Caller caller, Image image, String from, Change change);

    default boolean advance(Caller caller, Image image, String from, UnaryOperator<Image> change) {
        return advance(caller, image, from, (now, _) -> change.apply(now));
    }

    /** Changes an image whatever its status is; false where it is gone. */
    boolean touch(Caller caller, Image image, Change change);

    default boolean touch(Caller caller, Image image, UnaryOperator<Image> change) {
        return touch(caller, image, (now, _) -> change.apply(now));
    }

    /** Inside a write that holds the image's lock; a conflict where its status is not the expected one. */
    Image save(Tx tx, Caller caller, Image after, String expected);

    /** Writes down where its bits have been all along; nobody changed anything. */
    void relocate(Image before, Image after);

    /** Hears of images that are no more, after the commit. */
    void onDelete(Consumer<String> listener);

    /** Hears of bits that no image owns any more, after the commit: they are this process's to remove. */
    void onLeft(Consumer<PendingBits> listener);

    /** The project whose eyes a list is seen with; null for an administrator, who sees everything. */
    static @Nullable String viewer(Caller caller) {
        if (caller.has("admin")) {
            return null;
        }
        return caller.project() == null ? "" : caller.project().id();
    }

    /** There is no such image, or none for the caller. */
    static Fault missing(String id) {
        return new Fault.NotFound("No image found with ID %s".formatted(id));
    }
}
