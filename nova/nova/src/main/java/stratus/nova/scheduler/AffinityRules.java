package stratus.nova.scheduler;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Server;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;

/** What company one server wants: its group's policy, and the servers that its hints name. */
record AffinityRules(Neighbours.@Nullable Group group, Set<String> same, Set<String> different) {
    static AffinityRules of(Server server, Neighbours neighbours) {
        var hints = server.spec().where().hints();
        return new AffinityRules(
                neighbours.group(server.id()),
                hosts(hints.getOrDefault("same_host", List.of()), neighbours),
                hosts(hints.getOrDefault("different_host", List.of()), neighbours));
    }

    private static Set<String> hosts(List<String> servers, Neighbours neighbours) {
        var hosts = new HashSet<String>();
        for (var id : servers) {
            try {
                neighbours.host(ServerId.parse(id)).ifPresent(hosts::add);
            } catch (Fault.NotFound notAnId) {
                continue; // names nothing, so it is nowhere
            }
        }
        return hosts;
    }

    /** Which filter refuses a host, and why. */
    record Refusal(String filter, String reason) {}

    /** Null where the host will do. */
    @Nullable Refusal refusal(String host) {
        if (!same.isEmpty() && !same.contains(host)) {
            return new Refusal("SameHostFilter", "needed a host of %s".formatted(same));
        }
        if (different.contains(host)) {
            return new Refusal("DifferentHostFilter", "needed a host other than %s".formatted(different));
        }
        return group == null ? null : grouped(group, host);
    }

    private static @Nullable Refusal grouped(Neighbours.Group group, String host) {
        boolean apart = group.policy().equals("anti-affinity");
        if (apart && group.on(host) >= group.perHost()) {
            return new Refusal(
                    "ServerGroupAntiAffinityFilter",
                    "needed fewer than %d of its group, had %d".formatted(group.perHost(), group.on(host)));
        }
        boolean together = group.policy().equals("affinity") && !group.members().isEmpty();
        if (together && group.on(host) == 0) {
            return new Refusal("ServerGroupAffinityFilter", "needed others of its group, had none");
        }
        return null;
    }

    /** How welcome the server is on the host, for the policies that only wish. */
    int weight(String host) {
        if (group == null) {
            return 0;
        }
        return switch (group.policy()) {
            case "soft-affinity" -> group.on(host);
            case "soft-anti-affinity" -> -group.on(host);
            default -> 0;
        };
    }
}
