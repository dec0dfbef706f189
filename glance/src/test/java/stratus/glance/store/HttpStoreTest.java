package stratus.glance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stratus.glance.domain.TransferLimits;

class HttpStoreTest extends StoreContract {
    private final WebServer server = new WebServer();
    private final Web web = new Web(TransferLimits.usual());
    private final HttpStore store = new HttpStore(web);

    @AfterEach
    void stop() {
        web.close();
        server.close();
    }

    @Override
    String put(String image, byte[] bits) {
        return server.serve("/" + image, bits);
    }

    @Override
    Store store() {
        return store;
    }

    @Test
    void nothingIsWrittenThere() {
        assertThatThrownBy(() -> store.upload("x")).isInstanceOf(StoreException.ReadOnly.class);
        assertThat(store.moved("http://x/")).isEqualTo("http://x/");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPartIsReadWhetherOrNotTheServerKnowsParts(boolean knows) throws IOException {
        server.parts(knows);
        try (var end = store.open(server.serve("/x", new byte[] {1, 2, 3}), 2)) {
            assertThat(end.readAllBytes()).containsExactly(3);
        }
    }

    @Test
    void redirectsAreFollowedSoFar() throws IOException {
        server.redirect("/there", server.serve("/x", new byte[3]));
        assertThat(store.size(server.url("/there"))).isEqualTo(3);
        server.redirect("/round", server.url("/round"));
        assertThatThrownBy(() -> store.size(server.url("/round"))).hasMessageContaining("circles");
    }

    @Test
    void aServerThatDoesNotAnswerDoesNotWork() {
        var url = server.serve("/x", new byte[3]);
        server.close();
        assertThatThrownBy(() -> store.open(url, 0))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(StoreException.class);
    }
}
