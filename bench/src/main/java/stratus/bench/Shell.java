package stratus.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Runs what the system's own tools do, and says what it took with all that they started. */
final class Shell {
    private final Path folder;

    Shell(Path folder) {
        this.folder = folder;
    }

    Cost run(String script) throws IOException {
        var timed = "TIMEFORMAT='%R %U %S'; time { " + script + "; }";
        var process = new ProcessBuilder("bash", "-c", timed)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        var said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        var times = said.substring(said.lastIndexOf('\n') + 1).split(" ");
        if (times.length != 3) {
            throw new IOException("%s: %s".formatted(script, said));
        }
        return new Cost(Double.parseDouble(times[0]), Double.parseDouble(times[1]) + Double.parseDouble(times[2]));
    }
}
