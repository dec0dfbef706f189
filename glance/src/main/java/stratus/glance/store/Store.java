package stratus.glance.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Where the bits of images are. What is there is there whole, and outlives the power: an upload that breaks off leaves
 * nothing that {@link #delete} does not remove. A failure that is no {@link StoreException} means that the store does not
 * work.
 */
public interface Store {
    /** An address for bits of an image that none had before, and none has after them. */
    String place(String image);

    /** The address that bits have now which were at this one when it was noted: a store may have been moved. */
    String moved(String url);

    /** Takes bits as they come; they are there after {@link Upload#finish}, and gone if it is closed before. */
    Upload upload(String url) throws IOException;

    /** From the byte at {@code offset} on; bits that are deleted meanwhile are read to their end. */
    InputStream open(String url, long offset) throws IOException;

    long size(String url) throws IOException;

    /**
     * With what an upload left that was cut off; one that goes on fails. Nothing happens where there is nothing. It outlives
     * the power after {@link #sync}.
     */
    void delete(String url) throws IOException;

    /** What was deleted until now is gone for good. */
    void sync() throws IOException;

    /** Bits on their way. */
    abstract class Upload implements AutoCloseable {
        public abstract OutputStream out();

        public abstract void finish() throws IOException;

        @Override
        public abstract void close() throws IOException;
    }
}
