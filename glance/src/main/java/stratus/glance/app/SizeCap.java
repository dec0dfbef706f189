package stratus.glance.app;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import stratus.oslo.base.Fault;

/** Passes bytes on, and refuses one more than an image may have. */
final class SizeCap extends FilterInputStream {
    private long left;

    SizeCap(InputStream data, long most) {
        super(data);
        this.left = most;
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
            throw exceeded();
        }
    }
}
