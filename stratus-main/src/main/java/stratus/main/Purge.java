package stratus.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import stratus.oslo.messaging.InProcessBus;

/** Removes what a stopped cloud left outside its data folder, guests included; the launcher removes the folder itself. */
@Command(name = "purge")
final class Purge implements Callable<Integer> {
    @Option(names = "--data", required = true)
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Override
    public Integer call() {
        if (Running.is(data)) {
            System.err.println("stratus: still running; ./stratus down first");
            return 1;
        }
        if (Files.exists(Realm.of(data).runtime()) || Files.exists(data.resolve("libvirt"))) {
            try (var bus = new InProcessBus()) {
                new RealHost(data, "localhost").purge(bus);
            }
        }
        return 0;
    }
}
