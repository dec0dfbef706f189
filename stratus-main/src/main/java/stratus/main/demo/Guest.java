package stratus.main.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import stratus.oslo.process.Programs;

/** The server from inside: its console, and a log in by SSH from a network that is not the machine's own. */
final class Guest {
    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration ONE = Duration.ofSeconds(10);
    private static final int LINES = 12;

    private final Rest rest;
    private final String server;
    private final Programs programs;

    Guest(Rest rest, String server, Programs programs) {
        this.rest = rest;
        this.server = server;
        this.programs = programs;
    }

    /** The last lines of the console, once somebody could log in there. */
    String console() {
        return Waiting.until("the guest shows a login", PATIENCE, PAUSE, () -> {
            var answer = rest.post(
                    "compute",
                    "/servers/%s/action".formatted(server),
                    Map.of("os-getConsoleOutput", Map.of("length", LINES)));
            var text = answer.body().path("output").asString("");
            return text.contains("login: ") ? text : null;
        });
    }

    /** What {@code command} says inside. */
    String ssh(List<String> ssh, String command) {
        var line = new ArrayList<>(ssh);
        line.add(command);
        return Waiting.until("a log in by SSH", PATIENCE, PAUSE, () -> {
            var result = programs.attempt("", line, ONE);
            return result.ok() ? result.out() : null;
        });
    }
}
