package stratus.main;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import stratus.oslo.base.Fault;
import stratus.oslo.config.ConfigException;

/** {@code stratus}: the program behind the launcher. */
@Command(
        name = "stratus",
        subcommands = {
            Up.class,
            Purge.class,
            Demo.class,
            Expose.class,
            Unexpose.class,
            KeystoneVerbs.class,
            LoadMetadefs.class
        })
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(line().execute(args));
    }

    /** What is the user's doing is told in a sentence. */
    static CommandLine line() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((failure, line, _) -> {
            if (failure instanceof Fault || failure instanceof ConfigException) {
                line.getErr().println("stratus: " + failure.getMessage());
            } else {
                failure.printStackTrace(line.getErr());
            }
            return 1;
        });
    }
}
