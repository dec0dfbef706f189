package stratus.main;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import stratus.keystone.KeystoneService;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Databases;

/** Which Keystone is meant: options that all of its verbs have. */
final class KeystoneAt {
    @Option(names = "--data", required = true, description = "the cloud's folder")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(names = "--config", description = "the file that the cloud is started with")
    private @Nullable Path config;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this text")
    private boolean help;

    Path data() {
        return data;
    }

    /** Opens its database and keys, beside the process that runs, if one does; what is logged does not mix with what is told. */
    void use(BiConsumer<KeystoneService, PrintStream> work) {
        var out = System.out;
        System.setOut(System.err);
        var cloud = CloudConfig.of(data, Ports.standard("127.0.0.1", 0), config, "fake");
        try (var db = Databases.open(cloud.database(), "keystone");
                var service = new KeystoneService(cloud.keystone(), db, cloud.clock())) {
            work.accept(service, out);
        } finally {
            System.setOut(out);
        }
    }

    /** For verbs that have nothing to do where there is no cloud yet. */
    KeystoneAt existing() {
        if (config == null && !Files.exists(data.resolve("db/keystone.db"))) {
            throw new Fault.NotFound("There is no cloud in %s; --data names its folder.".formatted(data));
        }
        return this;
    }
}
