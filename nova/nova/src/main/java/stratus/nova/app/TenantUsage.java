package stratus.nova.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Server;
import stratus.nova.domain.VmState;
import stratus.nova.store.ServerStore;

/** How long servers ran within a period, from when each was launched to when it was deleted. */
public final class TenantUsage {
    private final ServerStore servers;
    private final InstantSource clock;

    public TenantUsage(ServerStore servers, InstantSource clock) {
        this.servers = servers;
        this.clock = clock;
    }

    /** One server's part of a period. {@code uptime} is counted from its launch, whenever that was. */
    public record Use(Server server, double hours, Duration uptime) {
        public String state() {
            return server.vmState() == VmState.DELETED
                    ? "terminated"
                    : server.vmState().text();
        }

        public int localGib() {
            var flavor = server.spec().flavor();
            return flavor.rootGib() + flavor.ephemeralGib();
        }
    }

    /** Those that ran at some time of the period, of one project or of all. */
    public List<Use> of(Instant start, Instant stop, @Nullable String project) {
        var now = clock.instant();
        return servers.launchedWithin(start, stop, project).stream()
                .map(s -> use(s, start, stop, now))
                .toList();
    }

    private static Use use(Server server, Instant start, Instant stop, Instant now) {
        var launched = server.launchedAt() == null ? stop : server.launchedAt();
        var ended = server.terminatedAt();
        var from = launched.isAfter(start) ? launched : start;
        var to = ended != null && ended.isBefore(stop) ? ended : stop;
        double hours = Math.max(0, Duration.between(from, to).toNanos() / 3.6e12);
        return new Use(server, hours, Duration.between(launched, ended == null ? now : ended));
    }

    public Instant now() {
        return clock.instant();
    }
}
