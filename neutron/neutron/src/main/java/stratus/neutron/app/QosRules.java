package stratus.neutron.app;

import java.util.ArrayList;
import java.util.List;
import stratus.neutron.domain.Attribute;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.QosKinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** The rules of a policy: of each kind one, or one for each direction. */
public final class QosRules {
    private static final String POLICY = QosPolicies.ID;

    /** A rule as the API shows it. */
    public static Resource shown(Kind kind, Resource rule) {
        var names = new ArrayList<>(List.of("id"));
        kind.attributes().stream().map(Attribute::name).forEach(names::add);
        return rule.only(names);
    }

    public List<Resource> list(Work work, Kind kind, String policy) {
        return work.list(kind, POLICY, policy);
    }

    public Resource get(Work work, Kind kind, String policy, String id) {
        return work.find(kind, id)
                .filter(r -> r.text(POLICY).equals(policy))
                .orElseThrow(() -> Refusals.missing(
                        "QosRuleNotFound", "QoS rule %s for policy %s could not be found.".formatted(id, policy)));
    }

    public Resource create(Work work, Kind kind, String policyId, Resource wanted) {
        var policy = work.get(QosKinds.POLICY, policyId);
        refuseConflict(work, kind, policy, wanted);
        if (kind == QosKinds.MINIMUM_BANDWIDTH) {
            refuseUsed(work, policy);
        }
        var made =
                work.insert(kind, wanted.with("project_id", policy.projectId()).with(POLICY, policyId));
        renew(work, policy);
        return made;
    }

    public Resource update(Work work, Kind kind, Resource before, Resource changes) {
        var policy = work.get(QosKinds.POLICY, before.text(POLICY));
        var after = before.merge(changes);
        refuseConflict(work, kind, policy, after);
        var saved = work.save(kind, after);
        renew(work, policy);
        return saved;
    }

    public void delete(Work work, Kind kind, Resource rule) {
        work.delete(kind, rule);
        renew(work, work.get(QosKinds.POLICY, rule.text(POLICY)));
    }

    /** The policy shows its rules with it. */
    private static void renew(Work work, Resource policy) {
        var all = new ArrayList<Resource>();
        for (var kind : QosKinds.RULES) {
            for (var rule : work.list(kind, POLICY, policy.id())) {
                all.add(shown(kind, rule).with(POLICY, policy.id()).with("type", QosKinds.type(kind)));
            }
        }
        work.save(QosKinds.POLICY, policy.with("rules", all));
    }

    private static void refuseConflict(Work work, Kind kind, Resource policy, Resource rule) {
        for (var other : work.list(kind, POLICY, policy.id())) {
            if (!other.id().equals(rule.text("id")) && sameDirection(other, rule)) {
                throw Refusals.conflict(
                        "QoSRulesConflict",
                        "Rule %s conflicts with rule %s which already exists in QoS Policy %s."
                                .formatted(QosKinds.type(kind), other.id(), policy.id()));
            }
        }
        if (kind == QosKinds.BANDWIDTH_LIMIT) {
            for (var least : work.list(QosKinds.MINIMUM_BANDWIDTH, POLICY, policy.id())) {
                if (sameDirection(least, rule) && least.number("min_kbps") > rule.number("max_kbps")) {
                    throw outOfBounds(policy, rule.text("max_kbps"), "minimum_bandwidth", least.text("min_kbps"));
                }
            }
        }
        if (kind == QosKinds.MINIMUM_BANDWIDTH) {
            for (var most : work.list(QosKinds.BANDWIDTH_LIMIT, POLICY, policy.id())) {
                if (sameDirection(most, rule) && most.number("max_kbps") < rule.number("min_kbps")) {
                    throw outOfBounds(policy, rule.text("min_kbps"), "bandwidth_limit", most.text("max_kbps"));
                }
            }
        }
    }

    private static boolean sameDirection(Resource one, Resource other) {
        return one.text("direction").equals(other.text("direction"));
    }

    private static RuntimeException outOfBounds(Resource policy, String value, String type, String bound) {
        return Refusals.conflict(
                "QoSRuleParameterConflict",
                "Unable to add the rule with value %s to the policy %s as the existing rule of type %s has value %s."
                        .formatted(value, policy.id(), type, bound));
    }

    private static void refuseUsed(Work work, Resource policy) {
        for (var user : List.of(Kinds.PORT, Kinds.NETWORK)) {
            work.list(user, POLICY, policy.id()).stream().findFirst().ifPresent(u -> {
                throw QosPolicies.notSupported(u);
            });
        }
    }
}
