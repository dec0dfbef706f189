package stratus.nova.compute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import stratus.nova.compute.virt.GuestSpec;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.process.Programs;

/** Step 28: what cloud-init reads at boot, as a small disk; skipped where none is asked for. */
record ConfigDrive(Path instances, Programs programs) implements Building.Hook {
    @Override
    public int first() {
        return 28;
    }

    @Override
    public Plan apply(Trail trail, Plan plan) {
        return trail.step(28, facts -> {
            boolean wanted = plan.instance().configDrive();
            facts.with("config_drive", wanted);
            return wanted ? made(trail.build(), plan) : plan;
        });
    }

    private Plan made(BuildAndRun build, Plan plan) {
        var iso = folder(build).resolve("disk.config");
        var content = folder(build).resolve("config-2");
        try {
            write(content, plan);
            programs.run(
                    "genisoimage", "-quiet", "-J", "-r", "-V", "config-2", "-o", iso.toString(), content.toString());
            remove(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var disk = new GuestSpec.ConfigDrive("hda", iso);
        return plan.with(plan.guest().withDisks(List.of(disk)));
    }

    private static void write(Path content, Plan plan) throws IOException {
        for (var version : List.of("openstack/latest", "openstack/2018-08-27")) {
            var folder = content.resolve(version);
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("meta_data.json"), MetaData.json(plan.instance()));
            Files.writeString(folder.resolve("network_data.json"), MetaData.network(plan.ports()));
            var userData = plan.instance().userData();
            if (userData != null) {
                Files.write(folder.resolve("user_data"), Base64.getMimeDecoder().decode(userData));
            }
        }
    }

    @Override
    public void undo(BuildAndRun build) {
        forget(build.server());
    }

    @Override
    public void forget(ServerId server) {
        try {
            remove(instances.resolve(server.text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
            }
        }
    }

    private Path folder(BuildAndRun build) {
        return instances.resolve(build.server().text());
    }
}
