package stratus.nova;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import stratus.nova.domain.Server;
import stratus.nova.rpc.HostId;
import stratus.nova.scheduler.Placement;
import stratus.oslo.base.Ids.ServerId;

/** Placement with room for all on its hosts, and by consumer what each has, and where. */
public final class StrawClaims implements Placement {
    private volatile Supplier<List<String>> hosts;
    private final Map<String, String> places = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Long>> claims = new ConcurrentHashMap<>();

    private final Deaths deaths;

    public StrawClaims(String... hosts) {
        this(new Deaths(), hosts);
    }

    StrawClaims(Deaths deaths, String... hosts) {
        this.hosts = () -> List.of(hosts);
        this.deaths = deaths;
    }

    /** Amounts by class, by consumer. */
    public Map<String, Map<String, Long>> all() {
        return claims;
    }

    /** Where each consumer's are. */
    public Map<String, String> places() {
        return places;
    }

    /** Where there is room from now on. */
    public void candidates(Supplier<List<String>> hosts) {
        this.hosts = hosts;
    }

    @Override
    public Set<String> candidates(Map<String, Long> resources, Set<String> required) {
        return hosts.get().stream().map(h -> HostId.of(h).toString()).collect(Collectors.toSet());
    }

    @Override
    public void claim(Server server, String host, Map<String, Long> resources) {
        deaths.around("claim", () -> {
            claims.put(server.id().text(), Map.copyOf(resources));
            places.put(server.id().text(), host);
        });
    }

    @Override
    public void park(Server server, UUID move) {
        deaths.around("park", () -> {
            if (!claims.containsKey(move.toString())) {
                move(server.id().text(), move.toString());
            }
        });
    }

    @Override
    public void unpark(Server server, UUID move) {
        deaths.around("unpark", () -> move(move.toString(), server.id().text()));
    }

    private void move(String from, String to) {
        var held = claims.get(from);
        if (held != null) {
            claims.put(to, held);
            places.put(to, places.getOrDefault(from, ""));
            drop(from);
        }
    }

    private void drop(String consumer) {
        claims.remove(consumer);
        places.remove(consumer);
    }

    @Override
    public void releaseParked(UUID move) {
        deaths.around("releaseParked", () -> drop(move.toString()));
    }

    @Override
    public void release(ServerId server) {
        deaths.around("release", () -> drop(server.text()));
    }
}
