package stratus.nova.libvirt;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.process.Programs;

/**
 * Copies a guest's root disk, flat, as it is at one moment.
 *
 * <p>A running guest is paused: QEMU writes back all it holds when a guest stops, so that the file is whole then.
 */
final class DiskCopy {
    private static final Duration PATIENCE = Duration.ofHours(1);

    private final Power power;
    private final Programs programs;

    DiskCopy(Power power, Programs programs) {
        this.power = power;
        this.programs = programs;
    }

    /** Returns the format of the copy. */
    String of(ServerId server, GuestFolder folder, Path to) {
        var disk = folder.root();
        var state = power.state(server);
        if (state == PowerState.ABSENT) {
            throw new Fault.NotFound("Instance", server.text());
        }
        if (!Files.exists(disk)) {
            throw new Fault.Conflict("Instance %s has no root disk on this host.".formatted(server.text()));
        }
        if (state != PowerState.RUNNING) {
            return copy(disk, to);
        }
        power.pause(server);
        try {
            return copy(disk, to);
        } finally {
            power.unpause(server);
        }
    }

    /** QEMU's lock is passed by: a paused guest does not write. */
    private String copy(Path disk, Path to) {
        var command = List.of(
                "qemu-img", "convert", "-q", "-U", "-f", "qcow2", "-O", "qcow2", disk.toString(), to.toString());
        var result = programs.attempt("", command, PATIENCE);
        if (!result.ok()) {
            throw new IllegalStateException(
                    "the disk could not be copied: " + result.err().strip());
        }
        return "qcow2";
    }
}
