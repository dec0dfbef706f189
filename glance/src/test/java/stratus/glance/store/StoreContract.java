package stratus.glance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every store promises. */
abstract class StoreContract {
    /** The store with these bits of an image in it, however they came there. */
    abstract String put(String image, byte[] bits) throws IOException;

    abstract Store store();

    private String some(String bits) throws IOException {
        return put(UUID.randomUUID().toString(), bits.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void whatIsThereIsReadFromAnyByteOn() throws IOException {
        var url = some("abcdefgh");
        assertThat(store().size(url)).isEqualTo(8);
        try (var all = store().open(url, 0)) {
            assertThat(all.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("abcdefgh");
        }
        try (var end = store().open(url, 5)) {
            assertThat(end.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("fgh");
        }
    }

    @Test
    void whatIsNotThereIsMissing() throws IOException {
        var missing = some("abc").replaceAll("[^/]*$", UUID.randomUUID().toString());
        assertThatThrownBy(() -> store().open(missing, 0)).isInstanceOf(StoreException.Missing.class);
        assertThatThrownBy(() -> store().size(missing)).isInstanceOf(StoreException.Missing.class);
        store().delete(missing);
    }

    @Test
    void anAddressOfAnotherKindIsMissing() {
        for (var url :
                new String[] {"rbd://pool/x", "not an address", "file:///etc/passwd", "file:///etc/../etc/passwd"}) {
            assertThatThrownBy(() -> store().open(url, 0)).as(url).isInstanceOf(StoreException.Missing.class);
        }
    }

    @Test
    void whatIsBeingReadIsReadToItsEndAfterItWasDeleted() throws IOException {
        var url = some("abcdefgh");
        try (var reading = store().open(url, 0)) {
            assertThat(reading.read()).isEqualTo('a');
            store().delete(url);
            assertThat(reading.readAllBytes()).hasSize(7);
        }
    }
}
