package stratus.nova.console;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import io.helidon.websocket.WsUpgradeException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.Consoles;
import stratus.nova.domain.ConsoleToken;

/** One browser and the screen that its token is for: bytes both ways until either has enough. */
final class ScreenRelay implements WsListener {
    private static final System.Logger log = System.getLogger("novncproxy");
    private static final int CHUNK = 32 * 1024;

    private final Consoles consoles;
    private @Nullable ConsoleToken target;
    private volatile @Nullable SocketChannel screen;

    ScreenRelay(Consoles consoles) {
        this.consoles = consoles;
    }

    /** Older noVNC asks for the subprotocol {@code binary}, and wants to hear that it has it. */
    @Override
    public Optional<Headers> onHttpUpgrade(HttpPrologue prologue, Headers headers) throws WsUpgradeException {
        sameOrigin(headers);
        var token = prologue.query().first("token").orElse("");
        target = consoles.authorized(token)
                .orElseThrow(() -> new WsUpgradeException("The token is not valid, or has expired"));
        var asked = headers.first(HeaderNames.create("Sec-WebSocket-Protocol")).orElse("");
        if (!asked.contains("binary")) {
            return Optional.empty();
        }
        var answer = WritableHeaders.create();
        answer.set(HeaderNames.create("Sec-WebSocket-Protocol"), "binary");
        return Optional.of(answer);
    }

    /** A page from elsewhere must not use a token that it has come by. */
    private static void sameOrigin(Headers headers) throws WsUpgradeException {
        var origin = headers.first(HeaderNames.ORIGIN).orElse(null);
        if (origin == null) {
            return;
        }
        var host = headers.first(HeaderNames.HOST).orElse("").replaceFirst(":\\d+$", "");
        if (!host.equals(URI.create(origin).getHost())) {
            throw new WsUpgradeException("Origin header does not match this host");
        }
    }

    @Override
    public void onOpen(WsSession session) {
        var to = target;
        if (to == null) {
            session.close(WsCloseCodes.UNEXPECTED_CONDITION, "no target");
            return;
        }
        try {
            var socket = Screens.dial(to.host(), to.port());
            screen = socket;
            Thread.ofVirtual().name("screen " + to.serverId().text()).start(() -> pump(socket, session));
        } catch (IOException e) {
            log.log(Level.WARNING, () -> "the screen of " + to.serverId().text() + " cannot be reached", e);
            session.close(WsCloseCodes.UNEXPECTED_CONDITION, "the screen cannot be reached");
        }
    }

    private static void pump(SocketChannel socket, WsSession session) {
        var chunk = ByteBuffer.allocate(CHUNK);
        try (socket) {
            while (socket.read(chunk) >= 0) {
                session.send(BufferData.create(chunk.array(), 0, chunk.position()), true);
                chunk.clear();
            }
            session.close(WsCloseCodes.NORMAL_CLOSE, "the screen was closed");
        } catch (IOException | RuntimeException e) {
            log.log(Level.DEBUG, "a screen's connection ended", e);
        }
    }

    @Override
    public void onMessage(WsSession session, BufferData buffer, boolean last) {
        var socket = screen;
        if (socket == null) {
            return;
        }
        try {
            var bytes = ByteBuffer.wrap(buffer.readBytes());
            while (bytes.hasRemaining()) {
                socket.write(bytes);
            }
        } catch (IOException e) {
            session.close(WsCloseCodes.NORMAL_CLOSE, "the screen was closed");
        }
    }

    @Override
    public void onClose(WsSession session, int status, String reason) {
        end();
    }

    @Override
    public void onError(WsSession session, Throwable t) {
        end();
    }

    private void end() {
        var socket = screen;
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                log.log(Level.DEBUG, "closing", e);
            }
        }
    }
}
