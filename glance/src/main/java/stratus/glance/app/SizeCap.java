package stratus.glance.app;

import java.io.InputStream;
import java.util.function.Supplier;
import stratus.oslo.base.Fault;

/** Passes bytes on, and refuses one more than there may be. */
final class SizeCap extends WatchedStream {
    private final Supplier<Fault> refusal;
    private long left;

    SizeCap(InputStream data, long most) {
        this(data, most, SizeCap::exceeded);
    }

    SizeCap(InputStream data, long most, Supplier<Fault> refusal) {
        super(data);
        this.left = most;
        this.refusal = refusal;
    }

    static Fault exceeded() {
        return new Fault.TooLarge("The incoming image is too large: The provided image is too large.");
    }

    @Override
    void passed(byte[] bytes, int from, int length) {
        left -= length;
        if (left < 0) {
            throw refusal.get();
        }
    }
}
