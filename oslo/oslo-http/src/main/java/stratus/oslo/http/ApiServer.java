package stratus.oslo.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.UUID;

/** Serves an {@link Api} on a port until closed. */
public final class ApiServer implements AutoCloseable {
    /** Bytes. With Helidon's own 4,096 a large upload comes in 2 KiB pieces, and costs three times the CPU. */
    private static final int RECEIVE_BUFFER = 1 << 20;

    /** As upstream's {@code client_socket_timeout}. */
    private static final Duration SILENCE = Duration.ofSeconds(900);

    private final WebServer server;
    private final SilentClients clients;

    private ApiServer(WebServer server, SilentClients clients) {
        this.server = server;
        this.clients = clients;
    }

    /** Listens from now on; port 0 takes any free one. One that is taken is {@link IllegalStateException}. */
    public static ApiServer start(Api api, String address, int port) {
        return start(api, address, port, SILENCE);
    }

    /** @param silence after which a client that has more to send is given up */
    static ApiServer start(Api api, String address, int port, Duration silence) {
        var clients = new SilentClients(silence);
        try {
            return new ApiServer(start(new Dispatcher(api, clients), api, address, port), clients);
        } catch (RuntimeException e) {
            clients.close();
            throw e;
        }
    }

    private static WebServer start(Dispatcher dispatcher, Api api, String address, int port) {
        // without TCP_NODELAY the end of a long answer waits for the client's delayed acknowledgement, 40 ms
        var server = WebServer.builder()
                .host(address)
                .port(port)
                .shutdownHook(false)
                .connectionOptions(options -> options.tcpNoDelay(true))
                .putListenerSocketOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER)
                .addProtocol(Http1Config.builder()
                        .validatePrologue(
                                false) // clients send brackets and lone percent signs in queries, and are understood
                        .build())
                .directHandlers(refusals(api))
                .routing(HttpRouting.builder().any(dispatcher::handle))
                .build();
        server.start();
        if (!server.isRunning()) { // Helidon only logs it
            throw new IllegalStateException("the port cannot be taken");
        }
        return server;
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
        clients.close();
    }

    /** What Helidon refuses by itself reads as if the service had. */
    private static DirectHandlers refusals(Api api) {
        var codec = new Codec(api.times());
        var handlers = DirectHandlers.builder();
        DirectHandler handler = (_, type, status, _, _) -> {
            var requestId = "req-" + UUID.randomUUID();
            var body =
                    api.envelope().wrap(status.code(), reason(type, status), null, requestId, new Microversion(0, 0));
            return DirectHandler.TransportResponse.builder()
                    .status(status)
                    .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, "application/json"))
                    .header(HeaderValues.create("X-OpenStack-Request-ID", requestId))
                    .entity(codec.write(body, new Microversion(0, 0)))
                    .build();
        };
        for (var type : DirectHandler.EventType.values()) {
            handlers.addHandler(type, handler);
        }
        return handlers.build();
    }

    private static String reason(DirectHandler.EventType type, Status status) {
        return switch (type) {
            case BAD_REQUEST -> "The server could not comply with the request since it is malformed.";
            case PAYLOAD_TOO_LARGE -> "Request is too large.";
            default -> status.reasonPhrase();
        };
    }
}
