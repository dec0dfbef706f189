package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** What a file of gzip holds; unlike the JDK's it refuses bytes behind the end, zeros apart. */
final class Gunzip extends GZIPInputStream {
    private static final int BUFFER = 1 << 16;
    private static final int TRAILER = 8;

    Gunzip(InputStream data) throws IOException {
        super(data, BUFFER);
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        int n = super.read(bytes, from, length);
        if (n < 0) {
            requireEnd();
        }
        return n;
    }

    private void requireEnd() throws IOException {
        for (int i = len - inf.getRemaining() + TRAILER; i < len; i++) {
            require(buf[i]);
        }
        for (int b = in.read(); b >= 0; b = in.read()) {
            require(b);
        }
    }

    private static void require(int padding) throws ZipException {
        if (padding != 0) {
            throw new ZipException("Not a gzipped file");
        }
    }
}
