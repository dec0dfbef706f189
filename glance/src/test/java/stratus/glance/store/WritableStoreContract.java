package stratus.glance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store promises that images can be put into. */
abstract class WritableStoreContract extends StoreContract {
    @Override
    String put(String image, byte[] bits) throws IOException {
        try (var upload = store().upload(image)) {
            upload.out().write(bits);
            upload.finish();
        }
        return store().url(image);
    }

    @Test
    void bitsAreThereOnceTheyAreWhole() throws IOException {
        var image = UUID.randomUUID().toString();
        try (var upload = store().upload(image)) {
            upload.out().write(new byte[10]);
            assertThatThrownBy(() -> store().open(store().url(image), 0)).isInstanceOf(StoreException.Missing.class);
            assertThat(store().urls()).isEmpty();
            upload.finish();
        }
        assertThat(store().urls()).containsExactly(store().url(image));
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        var image = UUID.randomUUID().toString();
        try (var upload = store().upload(image)) {
            upload.out().write(new byte[10]);
        }
        assertThat(store().urls()).isEmpty();
        assertThatThrownBy(() -> store().size(store().url(image))).isInstanceOf(StoreException.Missing.class);
    }

    @Test
    void whatIsDeletedIsGoneAndMayBeDeletedAgain() throws IOException {
        var url = put(UUID.randomUUID().toString(), new byte[10]);
        store().delete(url);
        store().delete(url);
        assertThat(store().urls()).isEmpty();
    }

    @Test
    void tidyingDoesNotTouchWhatIsOnItsWay() throws IOException {
        var image = UUID.randomUUID().toString();
        try (var upload = store().upload(image)) {
            upload.out().write(new byte[10]);
            store().tidy();
            upload.finish();
        }
        store().tidy();
        assertThat(store().size(store().url(image))).isEqualTo(10);
    }

    @Test
    void twoUploadsOfOneImageDoNotMix() throws IOException {
        var image = UUID.randomUUID().toString();
        try (var one = store().upload(image);
                var other = store().upload(image)) {
            one.out().write(new byte[10]);
            other.out().write(new byte[3]);
            one.finish();
        }
        assertThat(store().size(store().url(image))).isEqualTo(10);
    }
}
