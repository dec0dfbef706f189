package stratus.neutron.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import stratus.neutron.domain.AccessKinds;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.QosKinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.oslo.base.Fault;

/** What a policy of quality of service is: rules for the traffic of the ports and networks that name it. */
public final class QosPolicies implements Rules {
    static final String ID = "qos_policy_id";

    private static final String DEFAULT = "is_default";

    @Override
    public Kind kind() {
        return QosKinds.POLICY;
    }

    @Override
    public Resource create(Work work, Resource wanted) {
        if (wanted.flag(DEFAULT)) {
            refuseSecondDefault(work, wanted.projectId());
        }
        var made = work.insert(kind(), wanted.with("shared", false).with("rules", List.of()));
        if (wanted.flag("shared")) {
            Sharing.open(work, kind(), made, AccessKinds.SHARED);
        }
        return made;
    }

    private static Optional<Resource> usual(Work work, String project) {
        return work.list(QosKinds.POLICY, Map.of("project_id", List.of(project), DEFAULT, List.of("true"))).stream()
                .findFirst();
    }

    private static void refuseSecondDefault(Work work, String project) {
        if (usual(work, project).isPresent()) {
            throw Refusals.conflict(
                    "QoSPolicyDefaultAlreadyExists", "A default QoS policy exists for project %s.".formatted(project));
        }
    }

    @Override
    public Resource update(Work work, Resource before, Resource changes) {
        if (changes.flag(DEFAULT) && !before.flag(DEFAULT)) {
            refuseSecondDefault(work, before.projectId());
        }
        if (changes.has("shared")) {
            share(work, before, changes.flag("shared"));
        }
        return work.save(kind(), before.merge(changes.without("shared")));
    }

    private void share(Work work, Resource policy, boolean withAll) {
        boolean shared = Sharing.toAll(work, policy.id(), AccessKinds.SHARED);
        if (withAll && !shared) {
            Sharing.open(work, kind(), policy, AccessKinds.SHARED);
        } else if (shared && !withAll) {
            RbacPolicies.refuseClosing(work, kind(), policy);
            Sharing.closeToAll(work, policy.id(), AccessKinds.SHARED);
        }
    }

    @Override
    public void delete(Work work, Resource policy) {
        for (var user : List.of(Kinds.PORT, Kinds.NETWORK)) {
            work.list(user, ID, policy.id()).stream().findFirst().ifPresent(u -> {
                throw Refusals.conflict(
                        "QosPolicyInUse",
                        "QoS Policy %s is used by %s %s.".formatted(policy.id(), user.name(), u.id()));
            });
        }
        for (var rule : QosKinds.RULES) {
            work.list(rule, ID, policy.id()).forEach(r -> work.delete(rule, r));
        }
        work.delete(kind(), policy);
    }

    /** The network with the policy that it names; where it names none, with its project's default. */
    static Resource ofNetwork(Work work, Resource network) {
        if (network.given(ID)) {
            return checked(work, network);
        }
        return network.with(
                ID, usual(work, network.projectId()).map(Resource::id).orElse(null));
    }

    /** The resource, when the caller may use the policy that it names. */
    static Resource checked(Work work, Resource resource) {
        if (!resource.given(ID)) {
            return resource.with(ID, null);
        }
        var policy = usable(work, resource.text(ID))
                .orElseThrow(() -> Refusals.notFound(QosKinds.POLICY, resource.text(ID)));
        refuseGuarantees(work, policy, resource);
        return resource;
    }

    /** The changed resource; whoever takes a policy away must be one who could give it. */
    static Resource checked(Work work, Resource before, Resource after) {
        if (before.text(ID).equals(after.text(ID))) {
            return after;
        }
        if (before.given(ID) && usable(work, before.text(ID)).isEmpty()) {
            throw Fault.coded(
                    "PolicyRemoveAuthorizationError",
                    new Fault.Forbidden(
                            "Failed to remove provided policy %s because you are not authorized."
                                    .formatted(before.text(ID)),
                            null));
        }
        return checked(work, after);
    }

    private static Optional<Resource> usable(Work work, String id) {
        return work.find(QosKinds.POLICY, id).filter(p -> work.owns(p) || Sharing.withCaller(work, id));
    }

    /** Hosts limit and mark; they guarantee nothing. */
    private static void refuseGuarantees(Work work, Resource policy, Resource resource) {
        if (!work.list(QosKinds.MINIMUM_BANDWIDTH, ID, policy.id()).isEmpty()) {
            throw notSupported(resource);
        }
    }

    static RuntimeException notSupported(Resource resource) {
        return resource.has("network_id")
                ? Refusals.conflict(
                        "QosRuleNotSupported",
                        "Rule minimum_bandwidth is not supported by port %s".formatted(resource.text("id")))
                : Refusals.conflict(
                        "QosRuleNotSupportedByNetwork",
                        "Rule minimum_bandwidth is not supported by network %s".formatted(resource.text("id")));
    }
}
