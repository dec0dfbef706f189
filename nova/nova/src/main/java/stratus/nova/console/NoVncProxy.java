package stratus.nova.console;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.websocket.WsRouting;
import java.nio.file.Path;
import stratus.nova.app.Consoles;

/** {@code nova-novncproxy}: serves the page that shows a screen, and its bytes by WebSocket to who has a token. */
public final class NoVncProxy implements AutoCloseable {
    private final WebServer server;
    private final Pages pages;

    /** Listens from now on; port 0 takes any free one, a taken one is refused. {@code novnc} is where Debian's package would be. */
    public NoVncProxy(Consoles consoles, String address, int port, Path novnc) {
        this.pages = new Pages(novnc);
        this.server = WebServer.builder()
                .host(address)
                .port(port)
                .shutdownHook(false)
                .connectionOptions(options -> options.tcpNoDelay(true)) // a screen is many small messages
                .addRouting(HttpRouting.builder().get("/*", this::page))
                .addRouting(WsRouting.builder()
                        .endpoint("/", () -> new ScreenRelay(consoles))
                        .endpoint("/websockify", () -> new ScreenRelay(consoles)))
                .build()
                .start();
        if (!server.isRunning()) { // Helidon only logs it
            throw new IllegalStateException("the port cannot be taken");
        }
    }

    private void page(ServerRequest request, ServerResponse response) {
        if (request.headers().contains(HeaderNames.UPGRADE)) {
            response.status(Status.FORBIDDEN_403).send("The token is not valid, or has expired.\n");
            return;
        }
        var path = request.path().path();
        var found = pages.find(path.equals("/") ? "/vnc_auto.html" : path);
        if (found.isEmpty()) {
            response.status(Status.NOT_FOUND_404).send("Not found\n");
            return;
        }
        response.header(HeaderValues.create(
                        HeaderNames.CONTENT_TYPE, found.get().type()))
                .header(HeaderValues.create("X-Content-Type-Options", "nosniff"))
                .header(HeaderValues.create("Referrer-Policy", "no-referrer"))
                .send(found.get().bytes());
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
