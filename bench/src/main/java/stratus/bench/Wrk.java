package stratus.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs {@code wrk}, which costs less CPU time than what is measured: for requests that are many. */
record Wrk(URI base, Process process, int seconds, int runs) {
    private static final Pattern RESULT = Pattern.compile("RESULT (\\d+) (\\d+) ([\\d.]+) ([\\d.]+) (\\d+)");
    private static final String DONE = """
            done = function(s, l, r)
              io.write(string.format("RESULT %d %d %.1f %.1f %d\\n",
                s.requests, s.duration, l:percentile(50), l:percentile(99),
                s.errors.status + s.errors.connect + s.errors.timeout))
            end
            """;

    /** A request that is always the same. */
    Figures run(int connections, String method, String path, Map<String, String> headers, String body) {
        return script(connections, path, always(method, headers, body) + DONE);
    }

    /** GETs whose header takes each of the values in turn. */
    Figures inTurn(int connections, String path, Map<String, String> headers, String header, List<String> values) {
        var all = values.stream().map(Wrk::quoted).collect(Collectors.joining(",\n"));
        return script(connections, path, always("GET", headers, "") + """
                local values, next, made = {%s}, 0, {}
                init = function(args)
                  for i, value in ipairs(values) do
                    wrk.headers[%s] = value
                    made[i] = wrk.format()
                  end
                end
                request = function()
                  next = next %% #values + 1
                  return made[next]
                end
                """.formatted(all, quoted(header)) + DONE);
    }

    private static String always(String method, Map<String, String> headers, String body) {
        var lines = headers.entrySet().stream()
                .map(h -> "wrk.headers[%s] = %s\n".formatted(quoted(h.getKey()), quoted(h.getValue())))
                .collect(Collectors.joining());
        return "wrk.method = %s\n%s%s"
                .formatted(quoted(method), lines, body.isEmpty() ? "" : "wrk.body = %s\n".formatted(quoted(body)));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** The median run, by rate. */
    private Figures script(int connections, String path, String lua) {
        try {
            var file = Files.createTempFile("stratus-bench", ".lua");
            try {
                Files.writeString(file, lua);
                var all = IntStream.range(0, runs)
                        .mapToObj(_ -> once(connections, path, file))
                        .sorted(Comparator.comparing(Figures::rate))
                        .toList();
                return all.get(all.size() / 2);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Figures once(int connections, String path, Path lua) {
        double cpu = process.cpu();
        var said = wrk(connections, path, lua);
        double used = process.cpu() - cpu;
        var result = RESULT.matcher(said);
        if (!result.find()) {
            throw new IllegalStateException("wrk said: " + said);
        }
        long count = Long.parseLong(result.group(1));
        return new Figures(
                count * 1e6 / Long.parseLong(result.group(2)),
                Double.parseDouble(result.group(3)) / 1e3,
                Double.parseDouble(result.group(4)) / 1e3,
                used * 1e3 / Math.max(1, count),
                Long.parseLong(result.group(5)));
    }

    private String wrk(int connections, String path, Path lua) {
        try {
            var wrk = new ProcessBuilder(
                            "wrk",
                            "-t1",
                            "-c" + connections,
                            "-d" + seconds + "s",
                            "--timeout",
                            "30s",
                            "-s",
                            lua.toString(),
                            base.resolve(path).toString())
                    .redirectErrorStream(true)
                    .start();
            var said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            wrk.waitFor();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
