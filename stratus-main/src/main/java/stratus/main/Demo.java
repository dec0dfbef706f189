package stratus.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import stratus.main.demo.Story;
import stratus.main.demo.Story.Scene;
import stratus.oslo.base.Fault;
import tools.jackson.databind.json.JsonMapper;

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
    public Integer call() throws IOException {
        var endpoints = data.resolve("run/endpoints.json");
        if (!Files.exists(endpoints)) {
            throw new Fault.Invalid("No cloud runs in %s; ./stratus up --detach".formatted(data));
        }
        var running = JsonMapper.builder().build().readTree(Files.readString(endpoints));
        var urls = running.path("urls");
        var scene = new Scene(
                urls.path("keystone").asString(),
                urls.path("horizon").asString(),
                new Secrets(data.resolve("keys")).of("admin").value(),
                running.path("virt").asString().equals("libvirt")
                        ? Realm.of(data).name()
                        : "",
                data.resolve("demo"),
                image);
        new Story(scene, System.out).tell();
        return 0;
    }
}
