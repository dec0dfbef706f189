package stratus.main;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import stratus.main.demo.Story;
import stratus.main.demo.Story.Scene;

/** Shows a running cloud at work; the launcher starts it and builds the image. */
@Command(name = "demo")
final class Demo implements Callable<Integer> {
    @Option(names = "--data", required = true)
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(names = "--image", required = true, description = "a qcow2 file as tools/build-test-image makes it")
    @SuppressWarnings("NullAway.Init")
    private Path image;

    @Override
    public Integer call() {
        var running = Running.in(data);
        var scene = new Scene(
                running.url("keystone"),
                running.url("horizon"),
                new Secrets(data.resolve("keys")).of("admin").value(),
                running.isReal() ? Realm.of(data).name() : "",
                data.resolve("demo"),
                image,
                DataOption.of(data));
        new Story(scene, System.out).tell();
        return 0;
    }
}
