package stratus.bench;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints figures as they come, the peer's beside them. */
final class Table {
    private static final String ROW = "%-46s %5s %9s %9s %9s %9s  | %7s %7s %7s %7s  %s%n";

    private final PrintStream out;
    private final Peer peer;

    Table(PrintStream out, Peer peer) {
        this.out = out;
        this.peer = peer;
    }

    void header(String title) {
        out.printf("%n%s%n", title);
        out.printf(ROW, "", "", "Stratus", "", "", "", "peer", "", "", "", "");
        out.printf(ROW, "", "conc", "/s", "p50 ms", "p99 ms", "CPU ms", "/s", "p50 ms", "p99 ms", "CPU ms", "");
    }

    /** {@code key} is the peer's row. */
    void row(String what, int clients, @Nullable String key, Figures f, String note) {
        var other = key == null ? null : peer.of(key);
        var peers = other == null ? new String[] {"", "", "", ""} : other;
        var notes = f.errors() == 0 ? note : note + " " + f.errors() + " ERRORS";
        out.printf(
                ROW,
                what,
                clients == 0 ? "" : clients,
                shown(f.rate()),
                shown(f.p50()),
                shown(f.p99()),
                shown(f.cpu()),
                peers[0],
                peers[1],
                peers[2],
                peers[3],
                notes);
    }

    void line(String text, Object... values) {
        out.printf(Locale.ROOT, text + "%n", values);
    }

    static String shown(double value) {
        return Double.isNaN(value)
                ? ""
                : String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.3f", value);
    }
}
