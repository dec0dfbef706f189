package stratus.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** {@code SERVICE DATA [--seconds N] [--runs N] [--small]}: measures the cloud that runs with that data folder. */
public final class Bench {
    private Bench() {}

    /** How long, how often, and whether only small. */
    record Effort(int seconds, int runs, boolean small) {}

    public static void main(String[] args) throws IOException {
        var cloud = Cloud.at(Path.of(args[1]));
        var effort = new Effort(
                number(args, "--seconds", 6),
                number(args, "--runs", 3),
                Arrays.asList(args).contains("--small"));
        var table = new Table(System.out, Peer.read());
        switch (args[0]) {
            case "keystone" -> new KeystoneBench(cloud, table, effort).run();
            case "glance" ->
                new GlanceBench(cloud, table, effort, Path.of(args[1]).resolve("bench")).run();
            default -> throw new IllegalArgumentException("nothing is measured of " + args[0] + "; keystone, glance are");
        }
        table.line(
                "%nResident memory of the cloud, all services, after this: %d MiB.",
                cloud.process().rss());
        table.line("CPU ms is the cloud's CPU time for each request; it holds where others use the machine too.");
    }

    private static int number(String[] args, String option, int usual) {
        int at = Arrays.asList(args).indexOf(option);
        return at < 0 ? usual : Integer.parseInt(args[at + 1]);
    }
}
