package stratus.main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import stratus.clients.glance.MetadefCatalogue;
import stratus.clients.glance.MetadefCatalogue.Mode;
import stratus.clients.keystone.ServiceSession;
import stratus.clients.keystone.ServiceSession.Account;
import stratus.oslo.base.Fault;
import stratus.oslo.http.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code stratus load-metadefs}: reads files of metadata definitions, one namespace each, into the cloud that runs. */
@Command(name = "load-metadefs")
final class LoadMetadefs implements Callable<Integer> {
    private final JsonMapper json = JsonMapper.builder().build();

    @Option(names = "--data", required = true)
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(names = "--merge", description = "adds to namespaces that are there")
    private boolean merge;

    @Option(names = "--prefer-new", description = "adds to namespaces that are there, and replaces what they have")
    private boolean preferNew;

    @Option(names = "--overwrite", description = "replaces namespaces that are there")
    private boolean overwrite;

    @Parameters(index = "0", description = "a file, or a folder of .json files")
    @SuppressWarnings("NullAway.Init")
    private Path source;

    @Override
    public Integer call() throws IOException {
        var catalogue = new MetadefCatalogue(glance(), mode());
        int failed = 0;
        for (var file : files()) {
            try {
                var outcome = catalogue.load(json.readTree(Files.readString(file)));
                System.out.printf("%s: %s%n", file.getFileName(), outcome.name().toLowerCase(Locale.ROOT));
            } catch (Fault | JacksonException e) {
                failed++;
                System.out.printf("%s: %s%n", file.getFileName(), e.getMessage());
            }
        }
        return failed == 0 ? 0 : 1;
    }

    private Mode mode() {
        return overwrite ? Mode.OVERWRITE : preferNew ? Mode.PREFER_NEW : merge ? Mode.MERGE : Mode.KEEP;
    }

    private List<Path> files() throws IOException {
        if (!Files.exists(source)) {
            throw new Fault.Invalid("There is no %s".formatted(source));
        }
        if (!Files.isDirectory(source)) {
            return List.of(source);
        }
        try (var all = Files.list(source)) {
            return all.filter(f -> f.toString().endsWith(".json")).sorted().toList();
        }
    }

    private RestClient glance() throws IOException {
        var endpoints = data.resolve("run/endpoints.json");
        if (!Files.exists(endpoints)) {
            throw new Fault.Invalid("No cloud runs in %s; ./stratus up --detach".formatted(data));
        }
        var urls = json.readTree(Files.readString(endpoints)).path("urls");
        var admin = new Account("admin", new Secrets(data.resolve("keys")).of("admin"), "admin", "default");
        var session = new ServiceSession(
                RestClient.to("Identity", urls.path("keystone").asString()), admin, InstantSource.system());
        return RestClient.to("Image", urls.path("glance").asString())
                .header("X-Auth-Token", session.token().value());
    }
}
