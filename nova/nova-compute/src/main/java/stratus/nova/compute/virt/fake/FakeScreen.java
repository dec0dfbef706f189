package stratus.nova.compute.virt.fake;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A fake guest's screen: speaks enough RFB 3.8 (RFC 6143) that a viewer shows a picture, of one colour. */
final class FakeScreen implements AutoCloseable {
    private static final System.Logger log = System.getLogger("fake-screen");
    private static final int WIDTH = 320;
    private static final int HEIGHT = 200;
    private static final byte[] FORMAT = {32, 24, 0, 1, 0, (byte) 255, 0, (byte) 255, 0, (byte) 255, 16, 8, 0, 0, 0, 0};

    private final ServerSocket socket;
    private final String name;

    /** Can be dialled from now on, at any free port of the loopback. */
    FakeScreen(String name) {
        this.name = name;
        try {
            this.socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("fake screen " + name).start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                var viewer = socket.accept();
                Thread.startVirtualThread(() -> show(viewer));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void show(Socket viewer) {
        try (viewer) {
            var in = new DataInputStream(viewer.getInputStream());
            var out = new DataOutputStream(viewer.getOutputStream());
            greet(in, out);
            while (true) {
                answer(in.readUnsignedByte(), in, out);
            }
        } catch (IOException gone) {
            log.log(Level.DEBUG, "a viewer left", gone);
        }
    }

    private void greet(DataInputStream in, DataOutputStream out) throws IOException {
        out.write("RFB 003.008\n".getBytes(StandardCharsets.US_ASCII));
        in.readFully(new byte[12]);
        out.write(new byte[] {1, 1}); // one way to authenticate: none
        in.readUnsignedByte();
        out.writeInt(0);
        in.readUnsignedByte();
        out.writeShort(WIDTH);
        out.writeShort(HEIGHT);
        out.write(FORMAT);
        var title = name.getBytes(StandardCharsets.UTF_8);
        out.writeInt(title.length);
        out.write(title);
        out.flush();
    }

    /** Draws once; after that nothing ever changes, and nobody is told. */
    private static void answer(int message, DataInputStream in, DataOutputStream out) throws IOException {
        switch (message) {
            case 0 -> in.readFully(new byte[19]);
            case 2 -> {
                in.readUnsignedByte();
                in.readFully(new byte[4 * in.readUnsignedShort()]);
            }
            case 3 -> {
                boolean incremental = in.readUnsignedByte() != 0;
                in.readFully(new byte[8]);
                if (!incremental) {
                    draw(out);
                }
            }
            case 4 -> in.readFully(new byte[7]);
            case 5 -> in.readFully(new byte[5]);
            default -> throw new IOException("a message that nobody knows: " + message);
        }
    }

    private static void draw(DataOutputStream out) throws IOException {
        out.writeShort(0);
        out.writeShort(1);
        out.writeShort(0);
        out.writeShort(0);
        out.writeShort(WIDTH);
        out.writeShort(HEIGHT);
        out.writeInt(0);
        var pixels = new byte[4 * WIDTH * HEIGHT];
        Arrays.fill(pixels, (byte) 0x60);
        out.write(pixels);
        out.flush();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            log.log(Level.DEBUG, "closing", e);
        }
    }
}
