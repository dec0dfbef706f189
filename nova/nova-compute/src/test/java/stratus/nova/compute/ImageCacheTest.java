package stratus.nova.compute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.nova.compute.Images.Image;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.DomainId;
import stratus.oslo.base.Ids.ImageId;

final class ImageCacheTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Caller ANYONE =
            Caller.untokened("req-1", new Caller.Named("1", "someone", new DomainId("default"), "Default"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final AtomicInteger downloads = new AtomicInteger();

    @Test
    void anImageComesOnce() {
        var cache = cache();
        var image = image();
        assertThat(cache.fetch(ANYONE, image).cached()).isFalse();
        assertThat(cache.fetch(ANYONE, image).cached()).isTrue();
        assertThat(downloads).hasValue(1);
    }

    @Test
    void anImageThatNobodyAsksForAndNoGuestUsesGoes() {
        var cache = cache();
        var file = cache.fetch(ANYONE, image()).file();
        now = now.plus(DAY);
        cache.expire(Set.of(), DAY);
        assertThat(file).exists();
        now = now.plusSeconds(1);
        cache.expire(Set.of(), DAY);
        assertThat(file).doesNotExist();
    }

    @Test
    void anImageUnderAGuestStays() {
        var cache = cache();
        var file = cache.fetch(ANYONE, image()).file();
        now = now.plus(DAY.multipliedBy(9));
        cache.expire(Set.of(file), DAY);
        assertThat(file).exists();
    }

    @Test
    void anImageThatIsAskedForAgainStays() {
        var cache = cache();
        var image = image();
        var file = cache.fetch(ANYONE, image).file();
        now = now.plus(DAY.multipliedBy(9));
        cache.fetch(ANYONE, image);
        cache.expire(Set.of(), DAY);
        assertThat(file).exists();
    }

    @Test
    void whatWasCutOffGoesAndWhatIsNoImageIsLeftAlone() throws IOException {
        var cut = Files.write(folder.resolve(ImageId.random().text() + ".part"), new byte[1]);
        var other = Files.write(folder.resolve("readme"), new byte[1]);
        var file = cache().fetch(ANYONE, image()).file();
        cache().expire(Set.of(), DAY);
        assertThat(cut).doesNotExist();
        assertThat(other).exists();
        assertThat(file).exists();
    }

    private ImageCache cache() {
        return new ImageCache(new Counted(), folder, () -> now);
    }

    private static Image image() {
        return new Image(ImageId.random(), "active", "raw");
    }

    private final class Counted implements Images {
        @Override
        public Image show(Caller caller, ImageId image) {
            return new Image(image, "active", "raw");
        }

        @Override
        public void upload(Caller caller, ImageId image, String format, Path from) {
            throw new AssertionError("nothing is uploaded here");
        }

        @Override
        public void download(Caller caller, ImageId image, Path to) {
            downloads.incrementAndGet();
            try {
                Files.write(to, new byte[] {1, 2, 3});
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
