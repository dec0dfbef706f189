package stratus.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The CPU time of the cloud's process, as the kernel counts it: it holds on a machine that others use too. */
record Process(long pid) {
    private static final double TICKS = 100; // what Linux shows to programs, whatever it runs on

    /** Seconds in user and system mode since its start. */
    double cpu() {
        return seconds(proc().resolve("stat"));
    }

    /** Only those of threads whose name begins so. */
    double cpu(String threads) {
        try (var tasks = Files.list(proc().resolve("task"))) {
            return tasks.filter(task -> name(task).startsWith(threads))
                    .mapToDouble(task -> seconds(task.resolve("stat")))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resident memory in MiB. */
    long rss() {
        try (var lines = Files.lines(proc().resolve("status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path proc() {
        return Path.of("/proc", String.valueOf(pid));
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm"));
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    private static double seconds(Path stat) {
        try {
            var text = Files.readString(stat);
            var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS;
        } catch (IOException e) {
            return 0; // a thread that has ended
        }
    }
}
