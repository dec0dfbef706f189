package stratus.oslo.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stratus.oslo.base.Fault;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.policy.Policy;

/** What a client sends that did not wait for 100 Continue is never taken for its next request. */
@Timeout(120)
class ExpectTest {
    private static final String HEAD = "HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";

    @SuppressWarnings("NullAway.Init")
    private ApiServer server;

    @BeforeEach
    void start() {
        var routes = Routes.at("/v1")
                .open("POST", "/read", r -> Response.ok(Map.of("read", r.json())))
                .open("POST", "/refused", _ -> {
                    throw new Fault.Invalid("no");
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
        server = ApiServer.start(api, "127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** All that comes until the server closes the connection. */
    private String send(String text) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(100_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void aRefusalEndsTheConnection() throws IOException {
        var answer = send("POST /v1/refused " + HEAD);
        assertThat(answer).startsWith("HTTP/1.1 400").containsIgnoringCase("connection: close");
    }

    @Test
    void aBodyThatIsReadDoesNot() throws IOException {
        var answer = send("POST /v1/read " + HEAD + "[123]" + "POST /v1/refused " + HEAD);
        assertThat(answer).startsWith("HTTP/1.1 100").contains("HTTP/1.1 200", "123", "HTTP/1.1 400");
    }
}
