package stratus.main;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Removes what a stopped cloud left outside its data folder; the launcher removes the folder itself. The fake driver's
 * guests are files in that folder, so there is nothing else yet.
 */
@Command(name = "purge")
final class Purge implements Callable<Integer> {
    @Option(names = "--data", required = true)
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Override
    public Integer call() {
        if (java.nio.file.Files.exists(data.resolve("run/ready"))) {
            System.err.println("stratus: still running; ./stratus down first");
            return 1;
        }
        return 0;
    }
}
