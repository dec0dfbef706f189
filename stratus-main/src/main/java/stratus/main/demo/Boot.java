package stratus.main.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;

/** Asks for the server and shows its 29 steps as they end. */
final class Boot {
    private static final Duration PATIENCE = Duration.ofSeconds(300);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int STEPS = 29;

    private final Rest rest;
    private final Screen screen;
    private final Set<String> shown = new HashSet<>();
    private final Set<Integer> numbers = new HashSet<>();
    private String phase = "";

    Boot(Rest rest, Screen screen) {
        this.rest = rest;
        this.screen = screen;
    }

    /** @param seconds from the request to ACTIVE */
    record Booted(String server, double seconds) {}

    Booted run(Stage.Props props) {
        long began = System.nanoTime();
        var answer = rest.post("compute", "/servers", Map.of("server", wanted(props)));
        var id = Stage.id(answer.body().path("server"));
        screen.line("server %s, request %s", id, answer.requestId());
        var server = Waiting.until("the server is active", PATIENCE, LOOK, () -> {
            var now = rest.get("compute", "/servers/" + id).path("server");
            showSteps(answer.requestId());
            return now.path("status").asString().equals("BUILD") ? null : now;
        });
        double seconds = Screen.since(began);
        Waiting.until("the last step is told", Duration.ofSeconds(5), LOOK, () -> {
            showSteps(answer.requestId());
            return numbers.size() == STEPS || failed(server) ? true : null;
        });
        if (failed(server)) {
            throw new Fault.Conflict("The server is %s: %s"
                    .formatted(
                            server.path("status").asString(),
                            server.path("fault").path("message").asString("")));
        }
        return new Booted(id, seconds);
    }

    private static boolean failed(JsonNode server) {
        return !server.path("status").asString().equals("ACTIVE");
    }

    private static Map<String, Object> wanted(Stage.Props props) {
        var all = new TreeMap<String, Object>();
        all.put("name", Stage.NAME);
        all.put("imageRef", props.image());
        all.put("flavorRef", props.flavor());
        all.put("key_name", Stage.NAME);
        all.put("config_drive", true);
        all.put("networks", List.of(Map.of("uuid", props.network())));
        all.put("security_groups", List.of(Map.of("name", Stage.NAME)));
        all.put("block_device_mapping_v2", List.of(disk(props), volume(props)));
        return all;
    }

    private static Map<String, Object> disk(Stage.Props props) {
        return Map.of(
                "boot_index",
                0,
                "uuid",
                props.image(),
                "source_type",
                "image",
                "destination_type",
                "local",
                "delete_on_termination",
                true);
    }

    private static Map<String, Object> volume(Stage.Props props) {
        return Map.of(
                "boot_index", -1, "uuid", props.volume().id(), "source_type", "volume", "destination_type", "volume");
    }

    private void showSteps(String request) {
        var found = rest.find("traces", "/traces/" + request);
        if (found == null) {
            return;
        }
        var ended = new ArrayList<JsonNode>();
        found.path("trace").path("steps").forEach(step -> {
            if (!step.path("duration").isNull() && !shown.contains(Stage.id(step))) {
                ended.add(step);
            }
        });
        ended.sort(Comparator.comparing(step -> step.path("number").asInt()));
        for (var step : ended) {
            if (step.path("number").asInt() > next()) {
                return; // an earlier one goes on
            }
            shown.add(Stage.id(step));
            show(step);
        }
    }

    private int next() {
        int number = 1;
        while (numbers.contains(number)) {
            number++;
        }
        return number;
    }

    private void show(JsonNode step) {
        numbers.add(step.path("number").asInt());
        if (!phase.equals(step.path("phase").asString())) {
            phase = step.path("phase").asString();
            screen.line("-- %s", phase);
        }
        var failed = step.path("outcome").asString("").equals("FAILED")
                ? "  FAILED " + step.path("error").asString("")
                : "";
        screen.line(
                "%2d  %-46s %-15s > %-15s %8.1f ms%s%s",
                step.path("number").asInt(),
                step.path("name").asString(),
                step.path("caller").asString(),
                step.path("callee").asString(),
                step.path("duration").asDouble() * 1000,
                remark(step),
                failed);
    }

    /** What makes a step quicker than one would think. */
    private static String remark(JsonNode step) {
        if (step.path("facts").path("cached").asString("").equals("true")) {
            return "  remembered";
        }
        return step.path("outcome").asString("").equals("SKIPPED") ? "  not needed" : "";
    }
}
