package stratus.main;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts the roles of this process and serves until the process is told to end. */
@Command(name = "up")
final class Up implements Callable<Integer> {
    @Option(names = "--data", required = true)
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(names = "--virt", defaultValue = "auto")
    @SuppressWarnings("NullAway.Init")
    private String virt;

    @Option(names = "--config")
    private @Nullable Path config;

    @Option(names = "--port-base", defaultValue = "0")
    private int portBase;

    /** Ends once everything answers: how the AOT cache is trained. */
    @Option(names = "--train", hidden = true)
    private boolean train;

    @Override
    public Integer call() throws InterruptedException {
        long began = System.nanoTime();
        var ports = train ? Ports.free("127.0.0.1") : Ports.standard("127.0.0.1", portBase);
        var files = new RunFiles(data);
        files.starting();
        var end = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        var choice = VirtChoice.of(train ? "fake" : virt);
        try (var cloud = Cloud.start(CloudConfig.of(data, ports, config, choice.driver()))) {
            if (!train) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(end, closed)));
            }
            var welcome = Welcome.text(cloud, data, choice.why(), (System.nanoTime() - began) / 1_000_000);
            files.ready(cloud.urls(), cloud.adminPassword(), cloud.virt(), welcome);
            System.out.print(welcome);
            if (train) {
                Rehearsal.of(cloud);
            } else {
                end.await();
            }
        } finally {
            files.stopped();
            closed.countDown();
        }
        return 0;
    }

    /** Told to end, the process waits until everything is closed; not for the main thread, which waits for this in turn. */
    private static void stop(CountDownLatch end, CountDownLatch closed) {
        end.countDown();
        try {
            closed.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
