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
        var url = store().place(image);
        try (var upload = store().upload(url)) {
            upload.out().write(bits);
            upload.finish();
        }
        return url;
    }

    private void assertNothingAt(String url) {
        assertThatThrownBy(() -> store().size(url)).isInstanceOf(StoreException.Missing.class);
    }

    private String place() {
        return store().place(UUID.randomUUID().toString());
    }

    @Test
    void bitsAreThereOnceTheyAreWhole() throws IOException {
        var url = place();
        try (var upload = store().upload(url)) {
            upload.out().write(new byte[10]);
            assertNothingAt(url);
            upload.finish();
        }
        assertThat(store().size(url)).isEqualTo(10);
        assertThat(store().moved(url)).isEqualTo(url);
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        var url = place();
        try (var upload = store().upload(url)) {
            upload.out().write(new byte[10]);
        }
        assertNothingAt(url);
    }

    @Test
    void whatIsDeletedIsGoneAndMayBeDeletedAgain() throws IOException {
        var url = put(UUID.randomUUID().toString(), new byte[10]);
        store().delete(url);
        store().delete(url);
        assertNothingAt(url);
    }

    /** It was taken for dead, and goes on. */
    @Test
    void anUploadWhosePlaceWasClearedFails() throws IOException {
        var url = place();
        try (var upload = store().upload(url)) {
            upload.out().write(new byte[10]);
            store().delete(url);
            assertThatThrownBy(upload::finish).isInstanceOf(IOException.class);
        }
        assertNothingAt(url);
    }

    @Test
    void aPlaceIsUsedOnce() throws IOException {
        var image = UUID.randomUUID().toString();
        var one = put(image, new byte[10]);
        var other = put(image, new byte[3]);
        store().delete(other);
        assertThat(other).isNotEqualTo(one);
        assertThat(store().size(one)).isEqualTo(10);
    }
}
