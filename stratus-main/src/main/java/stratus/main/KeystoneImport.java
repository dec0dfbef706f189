package stratus.main;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import stratus.keystone.app.Import;
import stratus.oslo.base.Fault;

/** Makes what a file of {@code export}'s says true: all of it, or nothing. */
@Command(name = "import", description = "Makes what a file says true: all of it, or nothing.")
final class KeystoneImport implements Callable<Integer> {
    @Mixin
    private final KeystoneAt at = new KeystoneAt();

    @Parameters(description = "- is standard input")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--update", description = "change what differs; without it that is a conflict")
    private boolean update;

    @Option(names = "--ignore-ids", description = "what is there by name keeps its id")
    private boolean ignoreIds;

    @Option(names = "--dry-run", description = "only say what would be done")
    private boolean dryRun;

    @Override
    public Integer call() {
        var yaml = read();
        at.use((keystone, out) -> {
            var outcome = keystone.importing().run(yaml, new Import.Mode(update, ignoreIds, dryRun));
            out.println("stratus: %s%d created, %d updated, %d as they were"
                    .formatted(
                            dryRun ? "there would be " : "",
                            outcome.created(),
                            outcome.updated(),
                            outcome.unchanged()));
        });
        return 0;
    }

    private String read() {
        try {
            return file.toString().equals("-")
                    ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(file);
        } catch (IOException e) {
            throw new Fault.Invalid("%s cannot be read: %s".formatted(file, e));
        }
    }
}
