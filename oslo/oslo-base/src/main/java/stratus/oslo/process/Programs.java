package stratus.oslo.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the host's programs to their end: {@code ip}, {@code nft}, {@code qemu-img}.
 *
 * <p>Arguments are a list, never a shell's line. The program's input is the given text; its output is read whole. A
 * program that outlives its time is killed, with its children, and fails.
 */
public final class Programs {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a program that ended had to say. */
    public record Result(List<String> command, int exit, String out, String err) {
        public boolean ok() {
            return exit == 0;
        }
    }

    /** A program that could not be started, took too long, or ended with an error. */
    public static final class Failed extends RuntimeException {
        private final Result result;

        Failed(Result result) {
            super("%s ended with %d: %s"
                    .formatted(
                            String.join(" ", result.command()),
                            result.exit(),
                            result.err().strip()));
            this.result = result;
        }

        public Result result() {
            return result;
        }
    }

    /** Output of {@code command}, which must end well within a minute; throws {@link Failed} otherwise. */
    public String run(String... command) {
        return run("", Arrays.asList(command)).out();
    }

    /** The same with {@code input} on its standard input. */
    public Result run(String input, List<String> command) {
        var result = attempt(input, command, PATIENCE);
        if (!result.ok()) {
            throw new Failed(result);
        }
        return result;
    }

    /** Whatever the program answered, failure included: for those whose failure is an answer. */
    public Result attempt(String input, List<String> command, Duration patience) {
        try {
            return start(input, command, patience);
        } catch (IOException e) {
            return new Result(command, 127, "", String.valueOf(e.getMessage()));
        }
    }

    private static Result start(String input, List<String> command, Duration patience) throws IOException {
        Path out = Files.createTempFile("stratus-", ".out");
        Path err = Files.createTempFile("stratus-", ".err");
        try {
            var process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            feed(process, input);
            int exit = await(process, patience);
            return new Result(command, exit, read(out), exit == 124 ? "no end after " + patience : read(err));
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    /** A program that ends without reading its input is no failure of ours. */
    private static void feed(Process process, String input) {
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException closed) {
            return;
        }
    }

    private static int await(Process process, Duration patience) {
        try {
            if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return 124;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
