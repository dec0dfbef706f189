package stratus.nova;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import stratus.nova.domain.Server;
import stratus.nova.rpc.HostId;
import stratus.nova.scheduler.Placement;
import stratus.oslo.base.Ids.ServerId;

/** Placement with room for all on one host, and by consumer what each has. */
final class StrawClaims implements Placement {
    private final String host;
    private final Map<String, Map<String, Long>> claims = new ConcurrentHashMap<>();

    private final Deaths deaths;

    StrawClaims(String host, Deaths deaths) {
        this.host = host;
        this.deaths = deaths;
    }

    /** Amounts by class, by consumer. */
    Map<String, Map<String, Long>> all() {
        return claims;
    }

    @Override
    public Set<String> candidates(Map<String, Long> resources, Set<String> required) {
        return Set.of(HostId.of(host).toString());
    }

    @Override
    public void claim(Server server, String host, Map<String, Long> resources) {
        claims.put(server.id().text(), Map.copyOf(resources));
        deaths.called("claim");
    }

    @Override
    public void park(Server server, UUID move) {
        if (!claims.containsKey(move.toString())) {
            move(server.id().text(), move.toString());
        }
        deaths.called("park");
    }

    @Override
    public void unpark(Server server, UUID move) {
        move(move.toString(), server.id().text());
        deaths.called("unpark");
    }

    private void move(String from, String to) {
        var held = claims.remove(from);
        if (held != null) {
            claims.put(to, held);
        }
    }

    @Override
    public void releaseParked(UUID move) {
        claims.remove(move.toString());
        deaths.called("releaseParked");
    }

    @Override
    public void release(ServerId server) {
        claims.remove(server.text());
        deaths.called("release");
    }
}
