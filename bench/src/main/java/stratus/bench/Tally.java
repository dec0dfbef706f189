package stratus.bench;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Latencies of several clients, and what went wrong. */
final class Tally {
    private final List<Long> nanos = new ArrayList<>();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicReference<@Nullable String> first = new AtomicReference<>();

    /** Runs {@code work} in so many threads and waits for all. */
    static void together(int threads, Runnable work) {
        var all = IntStream.range(0, threads)
                .mapToObj(i -> Thread.ofPlatform().name("client-" + i).start(work))
                .toList();
        try {
            for (var thread : all) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void add(List<Long> own) {
        nanos.addAll(own);
    }

    void refused(Wire.Answer answer) {
        var text = new String(answer.body(), StandardCharsets.UTF_8);
        wrong(answer.status() + " " + text.substring(0, Math.min(300, text.length())));
    }

    void lost(Exception failure) {
        wrong(failure.toString());
    }

    private void wrong(String what) {
        errors.incrementAndGet();
        if (first.compareAndSet(null, what)) {
            System.err.println("bench: first error: " + what);
        }
    }

    synchronized Figures figures(double seconds, double cpuSeconds) {
        var all = nanos.stream().mapToLong(Long::longValue).toArray();
        return Figures.of(all, errors.get(), seconds, cpuSeconds);
    }
}
