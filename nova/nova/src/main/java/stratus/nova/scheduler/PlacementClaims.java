package stratus.nova.scheduler;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import stratus.clients.placement.Candidate;
import stratus.clients.placement.PlacementClient;
import stratus.clients.placement.PlacementClient.Consumer;
import stratus.nova.domain.Server;
import stratus.nova.rpc.HostId;
import stratus.oslo.base.Ids.ServerId;

/** Claims in Placement. */
public record PlacementClaims(PlacementClient client) implements Placement {
    @Override
    public Set<String> candidates(Map<String, Long> resources, Set<String> required) {
        var request = new Candidate.Request(resources, List.copyOf(required), List.of(), List.of(), "", 1000);
        return client.candidates(request).stream().map(Candidate::root).collect(Collectors.toSet());
    }

    @Override
    public void claim(Server server, String host, Map<String, Long> resources) {
        client.claim(
                server.id().text(),
                server.projectId().text(),
                server.userId().text(),
                Map.of(HostId.of(host).toString(), resources));
    }

    @Override
    public void park(Server server, UUID move) {
        if (client.allocations(move.toString()).isEmpty()) {
            client.move(consumer(server), consumer(server, move));
        }
    }

    @Override
    public void unpark(Server server, UUID move) {
        client.move(consumer(server, move), consumer(server));
    }

    private static Consumer consumer(Server server) {
        return new Consumer(
                server.id().text(),
                "INSTANCE",
                server.projectId().text(),
                server.userId().text());
    }

    private static Consumer consumer(Server server, UUID move) {
        return new Consumer(
                move.toString(),
                "MIGRATION",
                server.projectId().text(),
                server.userId().text());
    }

    @Override
    public void releaseParked(UUID move) {
        client.release(move.toString());
    }

    @Override
    public void release(ServerId server) {
        client.release(server.text());
    }
}
