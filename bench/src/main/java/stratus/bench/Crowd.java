package stratus.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** So many clients, each of whom asks again as soon as it is answered; all that was begun is awaited. */
record Crowd(URI base, Process process) {
    /** {@code count} requests, but none is begun after {@code seconds}. */
    Figures run(Load load, long count, int clients, double seconds) {
        var next = new AtomicLong();
        var tally = new Tally();
        double cpu = process.cpu();
        long began = System.nanoTime();
        long end = began + (long) (seconds * 1e9);
        Tally.together(clients, () -> ask(load, next, count, end, tally));
        double took = (System.nanoTime() - began) / 1e9;
        return tally.figures(took, process.cpu() - cpu);
    }

    private void ask(Load load, AtomicLong next, long count, long end, Tally tally) {
        var own = new ArrayList<Long>();
        try (var wire = new Wire(base)) {
            for (long i = next.getAndIncrement(); i < count && System.nanoTime() < end; i = next.getAndIncrement()) {
                long began = System.nanoTime();
                try {
                    var answer = wire.send(load.request(i));
                    if (answer.status() < 300) {
                        own.add(System.nanoTime() - began);
                    } else {
                        tally.refused(answer);
                    }
                } catch (IOException e) {
                    tally.lost(e);
                }
            }
        }
        tally.add(own);
    }
}
