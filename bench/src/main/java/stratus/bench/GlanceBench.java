package stratus.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Glance's targets: bytes coming in and going out beside what the system's own tools take, and long lists. */
final class GlanceBench {
    private static final String RAW = "{\"name\": \"bench\", \"disk_format\": \"raw\", \"container_format\": \"bare\"}";
    private static final int AT_ONCE = 32;
    private static final int IMAGES = 1_000;
    private static final double MIB = 1 << 20;

    private final Cloud cloud;
    private final Table table;
    private final Bench.Effort effort;
    private final Process process;
    private final Freight freight;
    private final Path folder;
    private final Path source;
    private final Shell shell;

    /** @param folder where the bytes are made: on the disk of the images */
    GlanceBench(Cloud cloud, Table table, Bench.Effort effort, Path folder) {
        this.cloud = cloud;
        this.table = table;
        this.effort = effort;
        this.process = cloud.process();
        this.freight = new Freight(cloud.url("glance"), Map.of("X-Auth-Token", cloud.token()));
        this.folder = folder;
        this.source = folder.resolve("source");
        this.shell = new Shell(folder);
    }

    void run() throws IOException {
        Files.createDirectories(folder);
        try {
            long size = effort.small() ? 1L << 29 : 4L << 30;
            shell.run("head -c %d /dev/urandom > source".formatted(size));
            transfers(size);
            shell.run("truncate -s %d source".formatted(1 << 29));
            crowd();
        } finally {
            Files.deleteIfExists(source);
            Files.deleteIfExists(folder.resolve("copy"));
            Files.deleteIfExists(folder.resolve("pipe"));
        }
        lists();
    }

    private void transfers(long size) throws IOException {
        table.line("%nAn image of %d MiB; seconds by the clock, and of processors; the best of %d", size >> 20, effort.runs());
        remove(upload()); // a virtual machine's compilers need a while to see what is hot
        var tools = Cost.ENDLESS;
        var upload = Cost.ENDLESS;
        var cat = Cost.ENDLESS;
        var download = Cost.ENDLESS;
        for (int i = 0; i < effort.runs(); i++) {
            tools = tools.best(shell.run("rm -f copy pipe; mkfifo pipe; md5sum <pipe & tee copy pipe <source | sha512sum; wait"));
            var before = process.cpu();
            var began = System.nanoTime();
            var id = upload();
            upload = upload.best(since(began, before));
            cat = cat.best(cat(size));
            before = process.cpu();
            began = System.nanoTime();
            freight.take("/v2/images/%s/file".formatted(id), size);
            download = download.best(since(began, before));
            remove(id);
        }
        compare("upload", upload, "tee | md5sum | sha512sum", tools);
        compare("download", download, "cat to a socket", cat);
    }

    private Cost since(long began, double cpu) {
        return new Cost((System.nanoTime() - began) / 1e9, process.cpu() - cpu);
    }

    private void compare(String what, Cost ours, String than, Cost tools) {
        table.line(
                "%-10s %6.2f s, CPU %6.2f s    %-26s %6.2f s, CPU %6.2f s    ratio %.2f, of CPU %.2f (target <= 1.4)",
                what,
                ours.seconds(),
                ours.cpu(),
                than,
                tools.seconds(),
                tools.cpu(),
                ours.seconds() / tools.seconds(),
                ours.cpu() / tools.cpu());
    }

    private String upload() throws IOException {
        var id = cloud.call("glance", "POST", "/v2/images", RAW).path("id").asString();
        freight.send("/v2/images/%s/file".formatted(id), source);
        return id;
    }

    private void remove(String id) throws IOException {
        cloud.call("glance", "DELETE", "/v2/images/" + id, null);
    }

    private Cost cat(long size) throws IOException {
        try (var listening = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int port = listening.socket().getLocalPort();
            threads.submit(() -> {
                try (var from = listening.accept()) {
                    return Freight.drain(from, size);
                }
            });
            return shell.run("cat source >/dev/tcp/127.0.0.1/" + port);
        }
    }

    /** Many take an image at once. */
    private void crowd() throws IOException {
        var id = upload();
        var path = "/v2/images/%s/file".formatted(id);
        long size = Files.size(source);
        freight.take(path, size);
        long before = process.rss();
        var over = new AtomicBoolean();
        var began = System.nanoTime();
        double cpu = process.cpu();
        long most;
        try (var threads = Executors.newCachedThreadPool()) {
            var peak = threads.submit(() -> peak(over));
            threads.invokeAll(Collections.nCopies(AT_ONCE, (Callable<Long>) () -> freight.take(path, size)));
            over.set(true);
            most = peak.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IOException(e);
        }
        var cost = since(began, cpu);
        table.line(
                "%n%d downloads of %d MiB at once: %.0f MiB/s, CPU %.2f s; resident memory %d MiB more (target < 300)",
                AT_ONCE, size >> 20, AT_ONCE * size / MIB / cost.seconds(), cost.cpu(), most - before);
        remove(id);
    }

    private long peak(AtomicBoolean over) {
        long most = 0;
        while (!over.get()) {
            most = Math.max(most, process.rss());
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }
        return most;
    }

    private void lists() throws IOException {
        for (int i = 0; i < IMAGES; i++) {
            cloud.call("glance", "POST", "/v2/images", RAW.replace("bench", "bench-" + i));
        }
        var wrk = new Wrk(cloud.url("glance"), process, effort.seconds(), effort.runs());
        var list = "/v2/images?limit=" + IMAGES;
        var headers = Map.of("X-Auth-Token", cloud.token());
        table.header("Glance with " + IMAGES + " images");
        wrk.run(4, "GET", list, headers, "");
        table.row("GET /v2/images, all of them", 1, null, wrk.run(1, "GET", list, headers, ""), "target p50 <= 20");
        table.row("GET /v2/images, a page", 1, null, wrk.run(1, "GET", "/v2/images", headers, ""), "");
    }
}
