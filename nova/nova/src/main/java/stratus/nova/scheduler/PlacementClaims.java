package stratus.nova.scheduler;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import stratus.clients.placement.Candidate;
import stratus.clients.placement.PlacementClient;
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
    public void release(ServerId server) {
        client.release(server.text());
    }
}
