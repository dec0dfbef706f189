package stratus.nova.compute.virt.fake;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stratus.nova.compute.virt.GuestSpec;

/** What a fake guest's serial console says: one plausible boot for each time it was started. */
final class FakeConsole {
    private FakeConsole() {}

    static String log(FakeGuest guest, @Nullable Integer lines) {
        var all = IntStream.range(0, guest.boot().boots())
                .boxed()
                .flatMap(_ -> boot(guest))
                .toList();
        int from = lines == null ? 0 : Math.max(0, all.size() - lines);
        return all.subList(from, all.size()).stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static Stream<String> boot(FakeGuest guest) {
        return Stream.of(
                        kernel(guest),
                        disks(guest),
                        guest.hardware().nics().stream().map(FakeConsole::nic),
                        Stream.of(
                                "[    1.402113] Run /init as init process",
                                "Starting network: OK",
                                "Fake guest %s (%s) is up."
                                        .formatted(guest.name(), guest.server().text()),
                                "",
                                guest.hostname() + " login: "))
                .flatMap(lines -> lines);
    }

    private static Stream<String> kernel(FakeGuest guest) {
        return List.of(
                "[    0.000000] Linux version 0.0.0-stratus-fake",
                "[    0.000000] Command line: console=tty0 console=ttyS0",
                "[    0.000000] DMI: OpenStack Foundation OpenStack Nova",
                "[    0.012004] Memory: %dK available"
                        .formatted(guest.hardware().memoryMib() * 1024L),
                "[    0.101220] smp: Brought up 1 node, %d CPU%s"
                        .formatted(guest.hardware().vcpus(), guest.hardware().vcpus() == 1 ? "" : "s"))
                .stream();
    }

    private static Stream<String> disks(FakeGuest guest) {
        var volumes = guest.hardware().volumes().stream().map(FakeGuest.Volume::device);
        return Stream.concat(guest.disks().stream(), volumes)
                .map("[    0.840031] virtio_blk: [%s] attached"::formatted);
    }

    private static String nic(GuestSpec.Nic nic) {
        return "[    0.912517] virtio_net: %s mtu %d".formatted(nic.macAddress(), nic.mtu());
    }
}
