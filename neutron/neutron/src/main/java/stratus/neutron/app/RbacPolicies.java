package stratus.neutron.app;

import static stratus.neutron.domain.AccessKinds.ALL_PROJECTS;
import static stratus.neutron.domain.AccessKinds.EXTERNAL;
import static stratus.neutron.domain.AccessKinds.SHARED;

import java.util.HashSet;
import java.util.List;
import stratus.neutron.domain.AccessKinds;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** What a policy is: an object of one project that another, or all, may use; while they use it, it stays. */
public final class RbacPolicies implements Rules {
    private final Quotas quotas;
    private final Networks networks;

    public RbacPolicies(Quotas quotas, Networks networks) {
        this.quotas = quotas;
        this.networks = networks;
    }

    @Override
    public Kind kind() {
        return AccessKinds.RBAC_POLICY;
    }

    @Override
    public Resource create(Work work, Resource wanted) {
        quotas.take(work, kind(), wanted.projectId());
        var shared = AccessKinds.named(wanted.text("object_type"));
        var object = object(work, shared, wanted.text("object_id"));
        refuseForeign(work, shared, object);
        refuseAction(shared, wanted.text("action"));
        if (shared == Kinds.SUBNETPOOL) {
            SubnetPools.refuseScopeOutOfReach(work, object, wanted.text("target_tenant"));
        }
        refuseSecond(work, wanted);
        var made = work.insert(kind(), wanted);
        if (shared == Kinds.NETWORK) {
            networks.granted(work, object, wanted.text("action"));
        }
        return made;
    }

    /** As upstream: what cannot be shared because it is not there is bad input. */
    private static Resource object(Work work, Kind kind, String id) {
        return work.find(kind, id)
                .filter(o -> kind != Kinds.NETWORK || Sharing.usable(work, o))
                .orElseThrow(() ->
                        Refusals.input(kind.missing().message().formatted(id).replaceAll("\\.$", "")));
    }

    private static void refuseForeign(Work work, Kind kind, Resource object) {
        if (!work.owns(object)) {
            throw Refusals.input("Only admins can manipulate policies on %s they do not own"
                    .formatted(kind == Kinds.NETWORK ? "networks" : "objects"));
        }
    }

    private static void refuseAction(Kind kind, String action) {
        var valid = kind == Kinds.NETWORK ? List.of(SHARED, EXTERNAL) : List.of(SHARED);
        if (!valid.contains(action)) {
            throw Refusals.bad(
                    "InvalidActionForType",
                    "Invalid action '%s' for object type '%s'. Valid actions: ('%s'%s)"
                            .formatted(action, kind.table(), String.join("', '", valid), valid.size() == 1 ? "," : ""));
        }
    }

    private static void refuseSecond(Work work, Resource policy) {
        var same = Sharing.policy(work, policy.text("object_id"), policy.text("action"), policy.text("target_tenant"));
        if (same.isPresent() && !same.get().id().equals(policy.text("id"))) {
            throw Refusals.conflict("DuplicateRbacPolicy", "An RBAC policy already exists with those values.");
        }
    }

    @Override
    public Resource update(Work work, Resource before, Resource changes) {
        var after = before.merge(changes);
        if (after.text("target_tenant").equals(before.text("target_tenant"))) {
            return before;
        }
        var shared = AccessKinds.named(before.text("object_type"));
        var object = work.get(shared, before.text("object_id"));
        if (!work.owns(object)) {
            throw inUse(object, "Only admins can manipulate policies on objects they do not own");
        }
        refuseSecond(work, after);
        boolean wider = after.text("target_tenant").equals(ALL_PROJECTS);
        if (!wider || shared == Kinds.NETWORK) {
            refuseDependents(work, shared, before, after.text("target_tenant"));
        }
        var saved = work.save(kind(), after);
        if (shared == Kinds.NETWORK) {
            networks.granted(work, object, before.text("action"));
        }
        return saved;
    }

    @Override
    public void delete(Work work, Resource policy) {
        var shared = AccessKinds.named(policy.text("object_type"));
        refuseDependents(work, shared, policy, "");
        work.delete(kind(), policy);
        if (shared == Kinds.NETWORK) {
            networks.revoked(work, work.get(shared, policy.text("object_id")), policy.text("action"));
        }
    }

    /** Refuses when projects would lose what they use; {@code instead} gets what the policy's target has now. */
    private static void refuseDependents(Work work, Kind kind, Resource policy, String instead) {
        var object = work.get(kind, policy.text("object_id"));
        var action = policy.text("action");
        var target = policy.text("target_tenant");
        boolean external = action.equals(EXTERNAL);
        if (!external && target.equals(object.projectId())) {
            return;
        }
        if (external && target.equals(ALL_PROJECTS) && object.flag("is_default")) {
            throw inUse(object, "Default external networks must be shared to everyone.");
        }
        if (!target.equals(ALL_PROJECTS) && Sharing.toAll(work, object.id(), action)) {
            return;
        }
        var lost = new HashSet<>(
                external ? Dependents.routersIn(work, object.id()) : Dependents.of(work, kind, object.id()));
        if (target.equals(ALL_PROJECTS)) {
            lost.removeAll(Sharing.targets(work, object.id(), action));
            lost.removeAll(List.of(kind == Kinds.NETWORK ? object.projectId() : "", external ? instead : ""));
        } else {
            lost.retainAll(List.of(target));
        }
        if (!lost.isEmpty()) {
            throw inUse(object, details(kind, object, action, target));
        }
    }

    /** Refuses to take from all what another project uses; as if the policy that opens it were deleted. */
    static void refuseClosing(Work work, Kind kind, Resource object) {
        Sharing.policy(work, object.id(), SHARED, ALL_PROJECTS).ifPresent(p -> refuseDependents(work, kind, p, ""));
    }

    private static String details(Kind kind, Resource object, String action, String target) {
        if (action.equals(EXTERNAL)) {
            return "There are routers attached to this network that depend on this policy for access.";
        }
        return kind == Kinds.NETWORK
                ? "Unable to reconfigure sharing settings for network %s. Multiple projects are using it."
                        .formatted(object.id())
                : "project_id=" + target;
    }

    private static RuntimeException inUse(Resource object, String details) {
        return Refusals.conflict(
                "RbacPolicyInUse",
                "RBAC policy on object %s cannot be removed because other objects depend on it.\nDetails: %s"
                        .formatted(object.id(), details));
    }
}
