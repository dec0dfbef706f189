package stratus.nova.compute.virt.fake;

import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stratus.nova.compute.virt.VirtDriver.PowerState;
import stratus.nova.rpc.ComputeRpc.Diagnostics;

/** What could be measured of a fake guest, which does nothing: its parts, and zeroes. */
final class FakeMeasures {
    private FakeMeasures() {}

    static Diagnostics of(FakeGuest guest) {
        @Nullable Long none = 0L;
        var cpus = IntStream.range(0, guest.hardware().vcpus())
                .mapToObj(id -> new Diagnostics.Cpu(id, none))
                .toList();
        var nics = guest.hardware().nics().stream()
                .map(nic -> new Diagnostics.Nic(nic.macAddress(), none, none, none, none))
                .toList();
        var disks = Stream.concat(
                        guest.disks().stream(),
                        guest.hardware().volumes().stream().map(FakeGuest.Volume::device))
                .map(_ -> new Diagnostics.Disk(none, none, none, none))
                .toList();
        return new Diagnostics(
                guest.state() == PowerState.RUNNING
                        ? "running"
                        : guest.state().name().toLowerCase(Locale.ROOT),
                "libvirt", // no other of the API's names fits, and upstream's fake driver says so too
                "fake",
                0L,
                cpus,
                nics,
                disks,
                new Diagnostics.Memory((long) guest.hardware().memoryMib(), 0L));
    }
}
