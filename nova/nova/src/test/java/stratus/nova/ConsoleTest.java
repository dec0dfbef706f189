package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.nova.console.NoVncProxy;
import stratus.testing.service.Await;

/** A server's screen, from the API to the first bytes in a browser. */
class ConsoleTest {
    @TempDir
    Path folder;

    private TestNova nova;
    private NoVncProxy proxy;

    @BeforeEach
    void start() {
        nova = new TestNova(folder);
        proxy = nova.nova.novncProxy("127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        proxy.close();
        nova.close();
    }

    @Test
    void aTokenShowsTheScreenOfItsServer() throws Exception {
        var id = nova.server(Map.of());

        var greeting = new CompletableFuture<String>();
        connect(token(id), greeting);

        assertThat(greeting.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("RFB 003.008\n");
    }

    @Test
    void aTokenOfADeletedServerShowsNothing() {
        var id = nova.server(Map.of());
        var token = token(id);
        nova.member().delete("/v2.1/servers/" + id);
        Await.until(() -> nova.driver.guests().isEmpty());

        assertThatThrownBy(() -> connect(token, new CompletableFuture<>()))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
        assertThatThrownBy(() -> connect("?token=guessed", new CompletableFuture<>()))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void aPortThatIsTakenIsRefused() {
        assertThatThrownBy(() -> nova.nova.novncProxy("127.0.0.1", proxy.port()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void onlyTheKindsThatThereAreCanBeAskedFor() {
        var id = nova.server(Map.of());
        var path = "/v2.1/servers/" + id + "/remote-consoles";
        var spice = Map.of("remote_console", Map.of("protocol", "spice", "type", "spice-html5"));

        assertThat(nova.member().exchange("POST", path, spice).status()).isEqualTo(400);
        var old = nova.as("member", "2.1")
                .post("/v2.1/servers/" + id + "/action", Map.of("os-getVNCConsole", Map.of("type", "novnc")));
        assertThat(old.path("console").path("url").asString())
                .startsWith("http://novnc/vnc_auto.html?path=%3Ftoken%3D");
    }

    /** What noVNC appends to the proxy's address. */
    private String token(String id) {
        var made = nova.member()
                .post(
                        "/v2.1/servers/" + id + "/remote-consoles",
                        Map.of("remote_console", Map.of("protocol", "vnc", "type", "novnc")))
                .path("remote_console");
        var url = made.path("url").asString();
        return URLDecoder.decode(url.substring(url.indexOf("path=") + 5), StandardCharsets.UTF_8);
    }

    private void connect(String path, CompletableFuture<String> first) {
        HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:%d/%s".formatted(proxy.port(), path)), new WebSocket.Listener() {
                    private final StringBuilder line = new StringBuilder();

                    @Override
                    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
                        line.append(StandardCharsets.US_ASCII.decode(data));
                        if (line.indexOf("\n") >= 0) {
                            first.complete(line.toString());
                        }
                        socket.request(1);
                        return CompletableFuture.completedFuture(null);
                    }
                })
                .join();
    }
}
