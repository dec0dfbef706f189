package stratus.glance.domain;

/**
 * A place of bits that no image owns: not yet, or not any more. It is used once, so whoever finds that nobody will own it
 * may remove what is there at any time.
 *
 * @param id its own, or that of the task that the place is for
 * @param store which of the stores it is in; empty where there are no bits
 * @param url empty where there are no bits
 */
public record PendingBits(String id, String imageId, Reason reason, String store, String url) {
    /** Why there may be bits, and so what else ends when they are given up. */
    public enum Reason {
        /** A client sends them; the image is {@code saving}. */
        UPLOAD,

        /** A client sends them to be imported later; the image is {@code uploading}. */
        STAGING,

        /** They are whole, and wait for their import; the image is {@code uploading}. */
        STAGED,

        /** A task is at work on the image, with what is staged here. */
        TASK,

        /** A task brings them to a store. */
        DELIVERY,

        /** No image will own them. */
        REMOVAL
    }

    /** For a task without bits of its own. */
    public static PendingBits nowhere(String image) {
        return new PendingBits("", image, Reason.TASK, "", "");
    }

    public boolean is(Reason reason) {
        return this.reason == reason;
    }

    /** The same place for another purpose. */
    public PendingBits now(String id, Reason reason) {
        return new PendingBits(id, imageId, reason, store, url);
    }

    /** As an image has it that owns the bits. */
    public Location location() {
        return Location.in(store, url);
    }

    /** Whether it is a place in a store, which is an image's or nobody's; what is staged may wait for another import. */
    public boolean isForStore() {
        return is(Reason.UPLOAD) || is(Reason.DELIVERY);
    }

    /** Whether a place is named at all. */
    public boolean somewhere() {
        return !url.isEmpty();
    }
}
