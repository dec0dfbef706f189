package stratus.main.demo;

import java.io.PrintStream;

/** What the demonstration says, and how long each thing took. */
final class Screen {
    private final PrintStream out;
    private final long began = System.nanoTime();

    Screen(PrintStream out) {
        this.out = out;
    }

    void title(String text) {
        out.printf("%n== %s%n", text);
    }

    void line(String format, Object... arguments) {
        out.println("   " + format.formatted(arguments));
    }

    /** Text of others, set off. */
    void quote(String text) {
        text.strip().lines().forEach(line -> out.println("   | " + line));
    }

    /** Seconds since the start. */
    double elapsed() {
        return since(began);
    }

    static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }
}
