package stratus.glance.store;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine with some files and redirects. */
public final class WebServer implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> redirects = new ConcurrentHashMap<>();
    private final Set<String> odd = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> stalls = new ConcurrentHashMap<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean parts = true;

    public WebServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url(String path) {
        return "http://127.0.0.1:%d%s".formatted(port(), path);
    }

    public String serve(String path, byte[] bytes) {
        files.put(path, bytes);
        return url(path);
    }

    public void redirect(String path, String to) {
        redirects.put(path, to);
    }

    /** Sends so many bytes of more, and then nothing until the end; negative for not even an answer. */
    public String stall(String path, int after) {
        stalls.put(path, after);
        return url(path);
    }

    /** Says that what it sends has more bytes than anybody can count. */
    public String odd(String path) {
        odd.add(path);
        return url(path);
    }

    void parts(boolean known) {
        parts = known;
    }

    private void answer(HttpExchange e) throws IOException {
        try (e) {
            var path = e.getRequestURI().getPath();
            var to = redirects.get(path);
            var file = files.get(path);
            if (stalls.containsKey(path)) {
                stall(e, stalls.get(path));
            } else if (odd.contains(path)) {
                e.getResponseHeaders().add("Content-Length", "9".repeat(30));
                e.sendResponseHeaders(200, 0);
            } else if (to != null) {
                e.getResponseHeaders().add("Location", to);
                e.sendResponseHeaders(302, -1);
            } else if (file == null) {
                e.sendResponseHeaders(404, -1);
            } else {
                send(e, file);
            }
        }
    }

    private void stall(HttpExchange e, int after) throws IOException {
        if (after >= 0) {
            e.sendResponseHeaders(200, after + 1L);
            e.getResponseBody().write(new byte[after]);
            e.getResponseBody().flush();
        }
        try {
            closing.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange e, byte[] file) throws IOException {
        var range = e.getRequestHeaders().getFirst("Range");
        int from = range == null || !parts ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        if (e.getRequestMethod().equals("HEAD")) {
            e.getResponseHeaders().add("Content-Length", String.valueOf(file.length));
            e.sendResponseHeaders(200, -1);
            return;
        }
        e.sendResponseHeaders(from > 0 ? 206 : 200, file.length - from == 0 ? -1 : file.length - from);
        e.getResponseBody().write(Arrays.copyOfRange(file, from, file.length));
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }
}
