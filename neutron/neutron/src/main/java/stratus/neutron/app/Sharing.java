package stratus.neutron.app;

import static stratus.neutron.domain.AccessKinds.ALL_PROJECTS;
import static stratus.neutron.domain.AccessKinds.RBAC_POLICY;
import static stratus.neutron.domain.AccessKinds.SHARED;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import stratus.neutron.domain.AccessKinds;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Resource;

/** Who may use an object besides its owner: what policies say of it. */
final class Sharing {
    private Sharing() {}

    /** The same, with {@code shared} as the caller's project finds it; a subnet is shared as its network is. */
    static List<Resource> seen(Work work, Kind kind, List<Resource> found) {
        boolean subnets = kind == Kinds.SUBNET;
        if (found.isEmpty() || !subnets && !AccessKinds.shareable(kind)) {
            return found;
        }
        var shared = found.size() == 1 ? Set.<String>of() : work.grants().objects(work.tx(), SHARED, work.project());
        return found.stream()
                .map(one -> {
                    var id = subnets ? one.text("network_id") : one.id();
                    boolean is = found.size() == 1 ? withCaller(work, id) : shared.contains(id);
                    return one.has("shared") && one.flag("shared") == is ? one : one.with("shared", is);
                })
                .toList();
    }

    /** Whether a policy shares it with the caller's project, or with all. */
    static boolean withCaller(Work work, String id) {
        return with(work, id, work.project());
    }

    static boolean with(Work work, String id, String project) {
        return work.grants().actions(work.tx(), id, project).contains(SHARED);
    }

    /** Whether the caller may use the network: it is theirs, shared with them, or external for them. */
    static boolean usable(Work work, Resource network) {
        return work.owns(network)
                || !work.grants()
                        .actions(work.tx(), network.id(), work.project())
                        .isEmpty();
    }

    /** The projects that policies of this action name. */
    static Set<String> targets(Work work, String object, String action) {
        return policies(work, object, action).stream()
                .map(p -> p.text("target_tenant"))
                .collect(Collectors.toSet());
    }

    private static List<Resource> policies(Work work, String object, String action) {
        return work.list(RBAC_POLICY, Map.of("object_id", List.of(object), "action", List.of(action)));
    }

    static Optional<Resource> policy(Work work, String object, String action, String target) {
        return policies(work, object, action).stream()
                .filter(p -> p.text("target_tenant").equals(target))
                .findFirst();
    }

    static boolean toAll(Work work, String object, String action) {
        return policy(work, object, action, ALL_PROJECTS).isPresent();
    }

    /** Opens the object of that kind to all projects, in its owner's name. */
    static void open(Work work, Kind kind, Resource object, String action) {
        work.insert(
                RBAC_POLICY,
                Resource.empty()
                        .with("project_id", object.projectId())
                        .with("object_type", kind.table())
                        .with("object_id", object.id())
                        .with("action", action)
                        .with("target_tenant", ALL_PROJECTS));
    }

    static void closeToAll(Work work, String object, String action) {
        policy(work, object, action, ALL_PROJECTS).ifPresent(p -> work.delete(RBAC_POLICY, p));
    }

    static void revokeAll(Work work, String object, String action) {
        policies(work, object, action).forEach(p -> work.delete(RBAC_POLICY, p));
    }

    /** The policies of what is gone go with it. */
    static void forget(Work work, Kind kind, Resource gone) {
        if (AccessKinds.shareable(kind)) {
            work.list(RBAC_POLICY, "object_id", gone.id()).forEach(p -> work.delete(RBAC_POLICY, p));
        }
    }
}
