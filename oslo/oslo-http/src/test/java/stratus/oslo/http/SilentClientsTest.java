package stratus.oslo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stratus.oslo.base.Fault;
import stratus.oslo.base.OwnThread;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.policy.Policy;

/** Nobody waits for ever for the rest of a request. */
@Timeout(180)
class SilentClientsTest {
    private final CompletableFuture<String> end = new CompletableFuture<>();

    @SuppressWarnings("NullAway.Init")
    private ApiServer server;

    @BeforeEach
    void start() {
        var routes = Routes.at("/v1")
                .open("POST", "/json", r -> Response.ok(Map.of("read", r.json())))
                .open("POST", "/here", r -> drained(r.stream()))
                .open("POST", "/elsewhere", r -> {
                    var body = r.stream();
                    try {
                        return OwnThread.call("reader", () -> drained(body));
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
        var api = new Api(
                "test",
                routes,
                Errors.NOVA,
                (_, _, _) -> {
                    throw new Fault.Unauthorized("no");
                },
                Policy.load(Map.of(), null),
                Microversions.none(),
                TimeFormat.SECONDS_Z,
                "http://keystone:5000",
                200);
        server = ApiServer.start(api, "127.0.0.1", 0, Duration.ofSeconds(1));
    }

    private Response drained(InputStream body) {
        try {
            body.readAllBytes();
            end.complete("all of it");
        } catch (IOException e) {
            end.complete(String.valueOf(e.getMessage()) + (Thread.interrupted() ? " interrupted" : ""));
        }
        return Response.noContent();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Half of what was promised; returns once the server closes the connection. */
    private void half(String path) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(100_000);
            var text = "POST %s HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\n[1".formatted(path);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            var answer = socket.getInputStream().readAllBytes();
            assertThat(new String(answer, StandardCharsets.US_ASCII)).doesNotContain("HTTP/1.1 200");
        }
    }

    @Test
    void aReadEndsAndItsThreadGoesOn() throws Exception {
        half("/v1/here");
        assertThat(end.get(2, TimeUnit.MINUTES)).isEqualTo("The client sent nothing for 1 s.");
    }

    @Test
    void soDoesOneOnAThreadOfItsOwn() throws Exception {
        half("/v1/elsewhere");
        assertThat(end.get(2, TimeUnit.MINUTES)).startsWith("The client sent nothing for 1 s.");
    }

    @Test
    void halfADocumentIsNotWaitedFor() throws IOException {
        half("/v1/json");
    }
}
