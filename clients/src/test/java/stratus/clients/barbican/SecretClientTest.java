package stratus.clients.barbican;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.DomainId;
import stratus.oslo.base.Secret;

class SecretClientTest {
    private static final byte[] BYTES = {0, 1, (byte) 0xff};

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Caller caller = new Caller(
            "req-1",
            new Caller.Named("u", "u", new DomainId("default"), "Default"),
            null,
            null,
            false,
            Set.of(),
            Set.of(),
            List.of(),
            new Secret("token"));

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange e) throws IOException {
        try (e) {
            var path = e.getRequestURI().getPath();
            asked.add("%s %s %s"
                    .formatted(
                            path,
                            e.getRequestHeaders().getFirst("Accept"),
                            e.getRequestHeaders().getFirst("X-Auth-Token")));
            var body = switch (path) {
                case "/v1/secrets/one" -> """
                            {"secret_type": "certificate", "content_types": {"default": "application/pkix-cert"}}
                            """.getBytes(StandardCharsets.UTF_8);
                case "/v1/secrets/one/payload" -> BYTES;
                default -> new byte[0];
            };
            e.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            e.getResponseBody().write(body);
        }
    }

    private SecretClient at(String path) {
        var url = "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
        return new SecretClient(_ -> Optional.of(url));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/v1", "/v1/"})
    void aSecretIsReadWithTheCallersTokenInItsOwnForm(String base) {
        var secret = at(base).get(caller, "one");
        assertThat(secret.type()).isEqualTo("certificate");
        assertThat(secret.payload()).isEqualTo(BYTES);
        assertThat(asked)
                .containsExactly(
                        "/v1/secrets/one application/json token",
                        "/v1/secrets/one/payload application/pkix-cert token");
    }

    @Test
    void whatIsNotThereIsTold() {
        assertThatThrownBy(() -> at("").get(caller, "two")).isInstanceOf(Fault.NotFound.class);
        assertThatThrownBy(() -> new SecretClient(_ -> Optional.empty()).get(caller, "one"))
                .isInstanceOf(Fault.Unavailable.class);
        assertThatThrownBy(() -> new SecretClient(_ -> Optional.of("http://127.0.0.1:1")).get(caller, "one"))
                .isInstanceOf(Fault.Unavailable.class);
    }
}
