package stratus.glance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.glance.store.Store;
import stratus.glance.store.StoreException;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;

/** A disk that is full, and a disk that is broken: the image waits for another try, and nothing is left behind. */
class FullStoreTest {
    private final Db db = BothDatabases.sqlite("glance");
    private final AtomicInteger begun = new AtomicInteger();

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void close() {
        db.close();
    }

    private void assertRefused(IOException problem, Class<? extends Fault> fault, String message) throws IOException {
        try (var parts = new Parts(db, folder, Map.of("full", new Full(problem)))) {
            var image = parts.queued();
            assertThatThrownBy(() -> parts.upload(image, new byte[10]))
                    .isInstanceOf(fault)
                    .hasMessageStartingWith(message);
            assertThat(parts.status(image)).isEqualTo("queued");
            assertThat(begun).as("uploads that nobody closed").hasValue(0);
        }
    }

    @Test
    void aFullDiskIsSaidToBeFull() throws IOException {
        assertRefused(new StoreException.Full(), Fault.TooLarge.class, "Image storage media is full: There is not");
    }

    @Test
    void aBrokenOneIsUnavailable() throws IOException {
        assertRefused(new IOException("Input/output error"), Fault.Unavailable.class, "The image storage service is");
    }

    private final class Full implements Store {
        private final IOException problem;

        Full(IOException problem) {
            this.problem = problem;
        }

        @Override
        public String place(String image) {
            return "full:" + image;
        }

        @Override
        public String moved(String url) {
            return url;
        }

        @Override
        public Upload upload(String image) {
            begun.incrementAndGet();
            return new Upload() {
                @Override
                public OutputStream out() {
                    return new OutputStream() {
                        @Override
                        public void write(int b) throws IOException {
                            throw problem;
                        }
                    };
                }

                @Override
                public void finish() {}

                @Override
                public void close() {
                    begun.decrementAndGet();
                }
            };
        }

        @Override
        public InputStream open(String url, long offset) throws IOException {
            throw problem;
        }

        @Override
        public long size(String url) throws IOException {
            throw problem;
        }

        @Override
        public void delete(String url) {}

        @Override
        public void sync() {}
    }
}
