package stratus.neutron.domain;

import static stratus.neutron.domain.Attribute.both;
import static stratus.neutron.domain.Attribute.needed;
import static stratus.neutron.domain.Attribute.readOnly;
import static stratus.neutron.domain.Types.flag;
import static stratus.neutron.domain.Types.integer;
import static stratus.neutron.domain.Types.oneOf;
import static stratus.neutron.domain.Types.text;

import java.util.List;
import java.util.Map;
import stratus.neutron.domain.Attribute.Type;
import stratus.neutron.domain.Kind.Missing;

/** Policies of quality of service, and the kinds of rules that they are made of. */
public final class QosKinds {
    private static final Type KBPS = integer(0, Integer.MAX_VALUE);
    private static final Type DIRECTION = oneOf("egress", "ingress");
    private static final Type DSCP_MARK =
            oneOf(0, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34, 36, 38, 40, 44, 46, 48, 56);

    public static final Kind POLICY = new Kind(
            "qos",
            "policy",
            "policies",
            List.of(
                    both("name", text(255), ""),
                    both("description", text(255), ""),
                    both("shared", flag(), false),
                    both("is_default", flag(), false),
                    readOnly("rules")),
            Map.of("name", "name", "is_default", "is_default"),
            new Missing("QosPolicyNotFound", "QoS policy %s could not be found."));

    public static final Kind BANDWIDTH_LIMIT = rule(
            "bandwidth_limit_rule",
            needed("max_kbps", KBPS),
            both("max_burst_kbps", KBPS, 0),
            both("direction", DIRECTION, "egress"));

    public static final Kind DSCP_MARKING = rule("dscp_marking_rule", needed("dscp_mark", DSCP_MARK));

    public static final Kind MINIMUM_BANDWIDTH =
            rule("minimum_bandwidth_rule", needed("min_kbps", KBPS), both("direction", DIRECTION, "egress"));

    public static final List<Kind> RULES = List.of(BANDWIDTH_LIMIT, DSCP_MARKING, MINIMUM_BANDWIDTH);

    private QosKinds() {}

    private static Kind rule(String name, Attribute... attributes) {
        return new Kind(
                "qos",
                name,
                name + "s",
                List.of(attributes),
                Map.of("qos_policy_id", "qos_policy_id"),
                new Missing("QosRuleNotFound", "QoS rule %s for policy  could not be found."));
    }

    /** {@code bandwidth_limit}: what policies call rules of the kind. */
    public static String type(Kind rule) {
        return rule.name().substring(0, rule.name().length() - "_rule".length());
    }
}
