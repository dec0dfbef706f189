package stratus.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import stratus.main.expose.Exposure.Exposed;
import stratus.oslo.base.Fault;

/** Makes the floating IPs of a running cloud reachable from this machine. */
@Command(name = "expose")
final class Expose implements Callable<Integer> {
    @Option(names = "--data", required = true)
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Override
    public Integer call() throws IOException {
        if (!VirtChoice.root()) {
            throw new Fault.Invalid(
                    "expose adds an interface to this machine, which takes root: sudo ./stratus expose");
        }
        if (!Running.in(data).isReal()) {
            throw new Fault.Invalid(
                    "The guests of the cloud in %s are only pretended: there is nothing to reach.".formatted(data));
        }
        System.out.print(text(noted()));
        return 0;
    }

    /** Known before it is made, so that down takes it back after a crash, too. */
    private Exposed noted() throws IOException {
        boolean before = Files.exists(marker(data));
        Files.writeString(marker(data), "");
        try {
            return new RealHost(data, "localhost").exposure().expose();
        } catch (Fault refused) {
            if (!before) {
                Files.delete(marker(data));
            }
            throw refused;
        }
    }

    /** Tells the launcher that there is something to take back. */
    static Path marker(Path data) {
        return data.resolve("run/exposed");
    }

    private String text(Exposed exposed) {
        var networks = String.join(", ", exposed.prefixes());
        return """
                Floating IPs in %1$s can be reached from this machine:
                  interface %2$s, address %3$s, joins it to the cloud's network namespace %4$s
                  routes to %1$s lead there; guests can answer, and begin nothing towards this machine

                To try it:   openstack floating ip list    then    ping or ssh one that has a server
                             whose security group lets you in%6$s
                Again:       ./stratus expose%5$s      when there is a further external network
                To undo it:  ./stratus unexpose%5$s    or ./stratus down
                """.formatted(
                        networks,
                        exposed.device(),
                        exposed.address(),
                        Realm.of(data).name(),
                        DataOption.of(data),
                        demonstration());
    }

    /** The demonstration's server is let in to. */
    private String demonstration() {
        var config = data.resolve("demo/ssh_config");
        return Files.exists(config) ? "; the demonstration's:    ssh -F %s demo".formatted(config) : "";
    }
}
