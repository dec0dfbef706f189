package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that are looked at as they are read, each of them once. */
abstract class WatchedStream extends InputStream {
    private final InputStream data;

    WatchedStream(InputStream data) {
        this.data = data;
    }

    /** So many bytes were read, at least one; what this throws, whoever reads gets instead of them. */
    abstract void passed(byte[] bytes, int from, int length);

    @Override
    public final int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public final int read(byte[] bytes, int from, int length) throws IOException {
        int n = data.read(bytes, from, length);
        if (n > 0) {
            passed(bytes, from, n);
        }
        return n;
    }

    @Override
    public void close() throws IOException {
        data.close();
    }
}
