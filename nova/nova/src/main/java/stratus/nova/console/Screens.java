package stratus.nova.console;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/** The way to a guest's screen: by address and port, or {@code unix:} with the path of a socket on this host. */
final class Screens {
    private static final String SOCKET = "unix:";
    private static final int PATIENCE = 10_000;

    private Screens() {}

    static SocketChannel dial(String host, int port) throws IOException {
        if (host.startsWith(SOCKET)) {
            return SocketChannel.open(UnixDomainSocketAddress.of(host.substring(SOCKET.length())));
        }
        var channel = SocketChannel.open();
        try {
            channel.socket().connect(new InetSocketAddress(host, port), PATIENCE);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }
}
