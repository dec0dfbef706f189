package stratus.nova.compute;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import stratus.nova.compute.virt.GuestSpec;
import stratus.nova.rpc.ComputeRpc.BuildAndRun;
import stratus.nova.rpc.ConductorRpc;
import stratus.nova.rpc.ConductorRpc.GetLinks;
import stratus.nova.rpc.metadata.GuestData;
import stratus.nova.rpc.metadata.Link;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.process.Programs;

/** Step 28: what cloud-init reads at boot, as a small disk; skipped where none is asked for. */
record ConfigDrive(Path instances, Programs programs, ConductorRpc conductor) implements Building.Hook {
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
            write(content, new GuestData(plan.instance(), links(build, plan)));
            programs.run(
                    "genisoimage", "-quiet", "-J", "-r", "-V", "config-2", "-o", iso.toString(), content.toString());
            remove(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var disk = new GuestSpec.ConfigDrive("hda", iso);
        return plan.with(plan.guest().withDisks(List.of(disk)));
    }

    private List<Link> links(BuildAndRun build, Plan plan) {
        return plan.ports().isEmpty()
                ? List.of()
                : conductor.links(new GetLinks(build.caller(), build.server())).links();
    }

    private static void write(Path content, GuestData guest) throws IOException {
        for (var file : guest.files().entrySet()) {
            var path = content.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
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
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    private Path folder(BuildAndRun build) {
        return instances.resolve(build.server().text());
    }
}
