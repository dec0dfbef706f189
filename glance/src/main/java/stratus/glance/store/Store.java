package stratus.glance.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;

/** Where the bits of images are. What is there is there whole: an upload that breaks off leaves nothing. */
public interface Store {
    /** Its name in {@code /v2/info/stores}. */
    String name();

    /** Takes bits as they come; they are there after {@link Upload#finish}, and gone if it is closed before. */
    Upload upload(String image) throws IOException;

    /** From the byte at {@code offset} on. */
    InputStream open(String image, long offset) throws IOException;

    void delete(String image) throws IOException;

    /** Removes what uploads left that nobody finished, and bits of images other than these. */
    void sweep(Set<String> known) throws IOException;

    /** Bits on their way. */
    abstract class Upload implements AutoCloseable {
        public abstract OutputStream out();

        public abstract void finish() throws IOException;

        @Override
        public abstract void close() throws IOException;
    }
}
