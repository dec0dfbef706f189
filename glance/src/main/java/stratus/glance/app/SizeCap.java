package stratus.glance.app;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;
import stratus.oslo.base.Fault;

/** Passes bytes on, and refuses one more than there may be. */
final class SizeCap extends FilterInputStream {
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
    public int read() throws IOException {
        int b = super.read();
        count(b < 0 ? 0 : 1);
        return b;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int n = super.read(bytes, from, length);
        count(n);
        return n;
    }

    private void count(int n) {
        left -= Math.max(0, n);
        if (left < 0) {
            throw refusal.get();
        }
    }
}
