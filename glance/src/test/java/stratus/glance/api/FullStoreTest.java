package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stratus.glance.app.Edit;
import stratus.glance.app.Images;
import stratus.glance.app.Uploads;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageFormats;
import stratus.glance.store.ImageStore;
import stratus.glance.store.Store;
import stratus.oslo.base.Fault;
import stratus.oslo.base.NativePool;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;

/** A disk that is full, and a disk that is broken: the image waits for another try, and nothing is left behind. */
class FullStoreTest {
    private final Db db = BothDatabases.sqlite("glance");
    private final NativePool hashing = new NativePool("test-hash", 1);
    private final ImageStore store = new ImageStore(db);
    private final AtomicInteger begun = new AtomicInteger();

    @AfterEach
    void close() {
        hashing.close();
        db.close();
    }

    private @Nullable Fault upload(String problem) {
        var full = new Full(problem);
        var images = new Images(
                db, store, java.util.List.of(full), new ChangeLog(db, InstantSource.system()), InstantSource.system());
        var caller = new Callers().of("member");
        var edit = Edit.queued(java.util.UUID.randomUUID().toString(), Callers.PROJECT, java.time.Instant.now());
        edit.diskFormat = "raw";
        edit.containerFormat = "bare";
        var image = images.create(caller, edit.image());
        try {
            new Uploads(images, full, hashing, ImageFormats.usual())
                    .take(caller, image, new ByteArrayInputStream(new byte[10]), -1);
            return null;
        } catch (Fault fault) {
            assertThat(store.find(image.id(), null).map(Image::status)).contains("queued");
            assertThat(begun).as("uploads that nobody closed").hasValue(0);
            return fault;
        }
    }

    @Test
    void aFullDiskIsSaidToBeFull() {
        assertThat(upload("No space left on device"))
                .isInstanceOf(Fault.TooLarge.class)
                .hasMessageStartingWith("Image storage media is full");
    }

    @Test
    void aBrokenOneIsUnavailable() {
        assertThat(upload("Input/output error")).isInstanceOf(Fault.Unavailable.class);
    }

    private final class Full implements Store {
        private final String problem;

        Full(String problem) {
            this.problem = problem;
        }

        @Override
        public String name() {
            return "full";
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
                            throw new IOException(problem);
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
        public InputStream open(String image, long offset) throws IOException {
            throw new IOException(problem);
        }

        @Override
        public void delete(String image) {}

        @Override
        public void sweep(Set<String> known) {}
    }
}
