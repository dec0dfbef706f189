package stratus.neutron.domain;

import java.util.List;

/** The kinds of resources that the API serves. */
public final class Catalog {
    public static final List<Kind> KINDS = List.of(
            Kinds.NETWORK,
            Kinds.SUBNET,
            Kinds.SUBNETPOOL,
            Kinds.ADDRESS_SCOPE,
            Kinds.PORT,
            Kinds.ROUTER,
            Kinds.FLOATING_IP,
            Kinds.SECURITY_GROUP,
            Kinds.SECURITY_GROUP_RULE,
            GroupRuleKinds.DEFAULT_RULE,
            AccessKinds.ADDRESS_GROUP,
            AccessKinds.RBAC_POLICY,
            QosKinds.POLICY,
            Kinds.AGENT);

    private Catalog() {}
}
