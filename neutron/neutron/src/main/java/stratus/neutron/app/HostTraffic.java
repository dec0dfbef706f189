package stratus.neutron.app;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.QosKinds;
import stratus.neutron.domain.Resource;
import stratus.neutron.rpc.WantedState.Limit;
import stratus.neutron.rpc.WantedState.Traffic;

/** What the policy of a port, else of its network, means for the host. */
final class HostTraffic {
    /** Where a rule names no burst: the part of a second's traffic that may come at once. */
    private static final double USUAL_BURST = 0.8;

    private final Work work;

    HostTraffic(Work work) {
        this.work = work;
    }

    @Nullable Traffic of(Resource port) {
        var policy = Optional.ofNullable(port.orNull(QosPolicies.ID))
                .or(() -> work.find(Kinds.NETWORK, port.text("network_id")).map(n -> n.orNull(QosPolicies.ID)))
                .flatMap(id -> work.find(QosKinds.POLICY, id));
        if (policy.isEmpty() || policy.get().items("rules").isEmpty()) {
            return null;
        }
        var rules = policy.get().items("rules");
        return new Traffic(limit(rules, "egress"), limit(rules, "ingress"), mark(rules));
    }

    /** No rate is no limit. */
    private static @Nullable Limit limit(List<Resource> rules, String direction) {
        return rules.stream()
                .filter(r -> r.text("type").equals("bandwidth_limit")
                        && r.text("direction").equals(direction)
                        && r.number("max_kbps") > 0)
                .findFirst()
                .map(r -> new Limit(r.number("max_kbps"), burst(r)))
                .orElse(null);
    }

    private static int burst(Resource rule) {
        int said = rule.number("max_burst_kbps");
        return said > 0 ? said : (int) (rule.number("max_kbps") * USUAL_BURST);
    }

    private static @Nullable Integer mark(List<Resource> rules) {
        return rules.stream()
                .filter(r -> r.text("type").equals("dscp_marking"))
                .findFirst()
                .map(r -> r.number("dscp_mark"))
                .orElse(null);
    }
}
