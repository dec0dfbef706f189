package stratus.nova.libvirt;

import java.nio.file.Path;
import java.time.Duration;
import stratus.oslo.base.Ids.ServerId;

/**
 * How the guests of one host are run.
 *
 * @param hostname the host's name towards Nova
 * @param data a folder of the driver's own; users other than root have to be able to pass through it
 * @param namespace the network namespace that libvirtd is in, where guests are plugged in; empty for the host's own
 * @param varLib what libvirtd sees as {@code /var/lib/libvirt}
 * @param patience how long a guest may take to let go of a device, or to shut down for a soft reboot
 */
public record LibvirtConfig(
        String hostname, Path data, VirtType virtType, String namespace, Path varLib, Patience patience) {
    public record Patience(Duration detach, Duration softReboot) {
        /** As upstream: 8 attempts of 20 seconds each, and two minutes. */
        public static final Patience USUAL = new Patience(Duration.ofSeconds(160), Duration.ofSeconds(120));
    }

    GuestFolder folder(ServerId server) {
        return new GuestFolder(guests().resolve(server.text()));
    }

    Path guests() {
        return data.toAbsolutePath().resolve("guests");
    }
}
