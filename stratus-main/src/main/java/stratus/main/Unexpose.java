package stratus.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import stratus.oslo.base.Fault;

/** Takes back what {@link Expose} made, whether the cloud runs or not. */
@Command(name = "unexpose")
final class Unexpose implements Callable<Integer> {
    @Option(names = "--data", required = true)
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Override
    public Integer call() throws IOException {
        if (!VirtChoice.root()) {
            throw new Fault.Invalid(
                    "unexpose takes an interface from this machine, which takes root: sudo ./stratus unexpose");
        }
        boolean was = new RealHost(data, "localhost").exposure().unexpose();
        Files.deleteIfExists(Expose.marker(data));
        System.out.println(
                was
                        ? "The interface and its routes are gone: floating IPs are reached from the namespace %s alone."
                                .formatted(Realm.of(data).name())
                        : "Nothing of %s was exposed.".formatted(data));
        return 0;
    }
}
