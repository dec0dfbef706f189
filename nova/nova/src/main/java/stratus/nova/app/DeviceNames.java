package stratus.nova.app;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Server;
import stratus.oslo.base.Fault;

/** What a server's next disk is called: {@code vdb}, {@code vdc}, … */
final class DeviceNames {
    private static final int LAST = 26;

    private DeviceNames() {}

    /** The wished name if it is free, or the first that is; without {@code /dev/}. */
    static String next(Server server, @Nullable String wished) {
        var taken = taken(server);
        if (wished != null && !wished.isBlank()) {
            var name = plain(wished);
            if (!name.matches("[svxh]d[a-z]{1,2}")) {
                throw new Fault.Invalid("The supplied device path (%s) is invalid.".formatted(wished));
            }
            if (taken.contains(letter(name))) {
                throw new Fault.Conflict("The supplied device path (%s) is in use.".formatted(wished));
            }
            return "vd" + letter(name);
        }
        for (int i = 1; i < LAST; i++) {
            var letter = String.valueOf((char) ('a' + i));
            if (!taken.contains(letter)) {
                return "vd" + letter;
            }
        }
        throw new Fault.Forbidden(
                "The maximum allowed number of disk devices (%d) to attach to a single instance".formatted(LAST)
                        + " has been exceeded.",
                null);
    }

    private static Set<String> taken(Server server) {
        var flavor = server.spec().flavor();
        int local = 1 + (flavor.ephemeralGib() > 0 ? 1 : 0) + (flavor.swapMib() > 0 ? 1 : 0);
        var taken = new HashSet<String>();
        for (int i = 0; i < local; i++) {
            taken.add(String.valueOf((char) ('a' + i)));
        }
        server.disks().forEach(d -> taken.add(letter(plain(d.device()))));
        return taken;
    }

    static String plain(String device) {
        return device.startsWith("/dev/") ? device.substring(5) : device;
    }

    private static String letter(String name) {
        return name.substring(2);
    }
}
