package stratus.neutron.domain;

import static stratus.neutron.domain.Attribute.post;
import static stratus.neutron.domain.Attribute.required;
import static stratus.neutron.domain.Types.any;
import static stratus.neutron.domain.Types.flag;
import static stratus.neutron.domain.Types.oneOf;
import static stratus.neutron.domain.Types.orNull;
import static stratus.neutron.domain.Types.text;
import static stratus.neutron.domain.Types.uuid;

import java.util.List;
import java.util.Map;
import stratus.neutron.domain.Attribute.Type;

/** The rules that new security groups begin with. */
public final class GroupRuleKinds {
    /** The remote group that stands for the new group itself. */
    public static final String PARENT = "PARENT";

    public static final Kind DEFAULT_RULE = new Kind(
            "default_security_group_rule",
            "default_security_group_rules",
            List.of(
                    required("direction", oneOf("ingress", "egress")),
                    post("protocol", orNull(any())),
                    post("port_range_min", orNull(Kinds.portNumber())),
                    post("port_range_max", orNull(Kinds.portNumber())),
                    post("ethertype", orNull(any()), "IPv4"),
                    post("remote_ip_prefix", orNull(any())),
                    post("remote_group_id", orNull(parentOrUuid())),
                    post("remote_address_group_id", orNull(uuid())),
                    post("description", text(1024), ""),
                    post("used_in_default_sg", flag(), false),
                    post("used_in_non_default_sg", flag(), true)),
            Map.of("used_in_default_sg", "used_in_default_sg", "used_in_non_default_sg", "used_in_non_default_sg"),
            "DefaultSecurityGroupRuleNotFound",
            "Default Security Group rule %s does not exist");

    private GroupRuleKinds() {}

    private static Type parentOrUuid() {
        return (name, value) -> Resource.text(value).equals(PARENT) ? value : uuid().read(name, value);
    }
}
