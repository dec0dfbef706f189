package stratus.glance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.glance.domain.Image;
import stratus.glance.store.FileStore;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;

/** Bits on their way to an image that is deleted take no more room. */
class DeletionTest {
    private static final int CHUNK = 1 << 16;
    private static final int CHUNKS = 64;

    private final Db db = BothDatabases.sqlite("glance");

    @TempDir
    private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private Parts parts;

    @BeforeEach
    void start() throws IOException {
        parts = new Parts(db, folder, Map.of("one", new FileStore(folder.resolve("one"))));
    }

    @AfterEach
    void stop() {
        parts.close();
        db.close();
    }

    /** A client that goes on sending after its image was deleted, and looks at the end what there is of it. */
    private final class Sender extends InputStream {
        private final Image image;
        private final Path place;
        private int sent;
        private long left = -1;

        Sender(Image image, String place) {
            this.image = image;
            this.place = folder.resolve(place);
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (left >= 0) {
                return -1;
            }
            if (sent == CHUNKS) {
                try (var files = Files.list(place)) {
                    left = files.count();
                }
                return -1;
            }
            if (++sent == CHUNKS / 2) {
                parts.images.delete(parts.caller, image);
            }
            return Math.min(length, CHUNK);
        }
    }

    @Test
    void anUploadBreaksOffAtOnce() {
        var image = parts.queued();
        var sender = new Sender(image, "one");
        assertThatThrownBy(() -> parts.uploads.take(parts.caller, image, sender, -1, "one"))
                .isInstanceOf(Fault.Gone.class);
        assertThat(sender.left).isZero();
    }

    @Test
    void soDoesOneThatIsStaged() {
        var image = parts.queued();
        var sender = new Sender(image, "staging-one");
        assertThatThrownBy(() -> parts.staged.take(parts.caller, image, sender, -1))
                .isInstanceOf(Fault.NotFound.class);
        assertThat(sender.left).isZero();
    }
}
