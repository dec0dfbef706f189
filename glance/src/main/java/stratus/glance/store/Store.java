package stratus.glance.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Where the bits of images are. What is there is there whole, and outlives the power: an upload that breaks off leaves
 * nothing. A failure that is no {@link StoreException} means that the store does not work.
 */
public interface Store {
    /** Where an image's bits are, or would be. */
    String url(String image);

    /** Takes bits as they come; they are there after {@link Upload#finish}, and gone if it is closed before. */
    Upload upload(String image) throws IOException;

    /** From the byte at {@code offset} on; bits that are deleted meanwhile are read to their end. */
    InputStream open(String url, long offset) throws IOException;

    long size(String url) throws IOException;

    /** Nothing happens where there is nothing. */
    void delete(String url) throws IOException;

    /** Everything that is there whole; nothing where the store is not ours to clean. */
    List<String> urls() throws IOException;

    /** Removes what uploads left that were cut off with their process. */
    void tidy() throws IOException;

    /** Bits on their way. */
    abstract class Upload implements AutoCloseable {
        public abstract OutputStream out();

        public abstract void finish() throws IOException;

        @Override
        public abstract void close() throws IOException;
    }
}
