package stratus.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/** Sends and takes large bodies at hardly any cost of its own: what counts is the other side. */
final class Freight {
    private static final int BUFFER = 1 << 18;

    private final URI url;
    private final Map<String, String> headers;

    Freight(URI url, Map<String, String> headers) {
        this.url = url;
        this.headers = headers;
    }

    void send(String path, Path file) throws IOException {
        try (var from = FileChannel.open(file, StandardOpenOption.READ);
                var to = connect()) {
            var head = new HashMap<>(headers);
            head.put("Content-Type", "application/octet-stream");
            head.put("Content-Length", Long.toString(from.size()));
            write(to, Wire.request(url, "PUT", path, head, null));
            for (long at = 0; at < from.size(); ) {
                at += from.transferTo(at, from.size() - at, to);
            }
            var answer = ByteBuffer.allocate(BUFFER);
            to.read(answer);
            expect(answer, " 204 ");
        }
    }

    /** How many bytes came, the head of the answer among them. */
    long take(String path, long size) throws IOException {
        try (var from = connect()) {
            write(from, Wire.request(url, "GET", path, headers, null));
            var buffer = ByteBuffer.allocateDirect(BUFFER);
            from.read(buffer);
            expect(buffer, " 200 ");
            return buffer.position() + drain(from, size - buffer.position());
        }
    }

    /** Takes all that comes, up to so many bytes. */
    static long drain(SocketChannel from, long most) throws IOException {
        var buffer = ByteBuffer.allocateDirect(BUFFER);
        long all = 0;
        while (all < most) {
            buffer.clear();
            int n = from.read(buffer);
            if (n < 0) {
                break;
            }
            all += n;
        }
        return all;
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
    }

    private static void write(SocketChannel to, byte[] bytes) throws IOException {
        for (var left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
            to.write(left);
        }
    }

    private static void expect(ByteBuffer answer, String status) throws IOException {
        var bytes = new byte[Math.min(answer.position(), 300)];
        answer.duplicate().flip().get(bytes);
        var text = new String(bytes, StandardCharsets.US_ASCII);
        if (!text.startsWith("HTTP/1.1" + status)) {
            throw new IOException("answered " + text);
        }
    }
}
