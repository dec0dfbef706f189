package stratus.nova.compute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import stratus.nova.compute.virt.DiskSnapshots;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.nova.rpc.LifecycleRpc.Snapshot;
import stratus.nova.rpc.ProgressRpc;
import stratus.nova.rpc.ProgressRpc.Reached;
import stratus.nova.rpc.ProgressRpc.Stage;

/** Makes images of guests' disks; the file on the way to Glance is gone afterwards, however it ends. */
record DiskImages(Capabilities can, Images images, ProgressRpc progress, Path folder) {
    void snapshot(Snapshot request) {
        var server = request.server();
        var file = folder.resolve(request.image().text());
        try {
            Files.createDirectories(folder);
            progress.reached(new Reached(server, Stage.READING_DISK));
            var format = can.needed(DiskSnapshots.class).snapshot(server, file);
            wake(request);
            progress.reached(new Reached(server, Stage.UPLOADING));
            images.upload(request.caller(), request.image(), format, file);
        } catch (IOException e) {
            throw FullDisk.told(new UncheckedIOException(e));
        } catch (RuntimeException failure) {
            wake(request);
            throw FullDisk.told(failure);
        } finally {
            file.toFile().delete();
        }
    }

    /** What a failure or a crash left paused; also on a thread that was told to end, or the guest would stand still. */
    private void wake(Snapshot request) {
        boolean interrupted = Thread.interrupted();
        try {
            if (request.runs() && can.driver().powerState(request.server()) == PowerState.PAUSED) {
                can.driver().unpause(request.server());
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
