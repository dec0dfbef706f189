package stratus.neutron.domain;

import static stratus.neutron.domain.Attribute.both;
import static stratus.neutron.domain.Attribute.needed;
import static stratus.neutron.domain.Attribute.post;
import static stratus.neutron.domain.Attribute.readOnly;
import static stratus.neutron.domain.Attribute.required;
import static stratus.neutron.domain.Types.cidr;
import static stratus.neutron.domain.Types.list;
import static stratus.neutron.domain.Types.text;
import static stratus.neutron.domain.Types.uuid;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import stratus.neutron.domain.Attribute.Type;
import tools.jackson.databind.node.JsonNodeFactory;

/** Policies that share objects with other projects, and what can be shared. */
public final class AccessKinds {
    public static final String SHARED = "access_as_shared";
    public static final String EXTERNAL = "access_as_external";

    /** The target that means all projects. */
    public static final String ALL_PROJECTS = "*";

    public static final Kind RBAC_POLICY = new Kind(
            "rbac_policy",
            "rbac_policies",
            List.of(
                    required("object_type", objectType()),
                    required("object_id", uuid()),
                    required("action", text(255)),
                    needed("target_tenant", target())),
            Map.of(
                    "object_type", "object_type",
                    "object_id", "object_id",
                    "action", "action",
                    "target_tenant", "target_project"),
            "RbacPolicyNotFound",
            "RBAC policy of type unknown with ID %s not found");

    public static final Kind ADDRESS_GROUP = new Kind(
            "address_group",
            "address_groups",
            List.of(
                    both("name", text(255), ""),
                    both("description", text(1024), ""),
                    post("addresses", addresses()),
                    readOnly("shared")),
            Map.of("name", "name"),
            "AddressGroupNotFound",
            "Address group %s could not be found.");

    private static final List<Kind> SHAREABLE = List.of(
            Kinds.NETWORK, Kinds.SECURITY_GROUP, Kinds.SUBNETPOOL, Kinds.ADDRESS_SCOPE, ADDRESS_GROUP, QosKinds.POLICY);

    private AccessKinds() {}

    public static boolean shareable(Kind kind) {
        return SHAREABLE.contains(kind);
    }

    /** The kind that a policy's {@code object_type} names. */
    public static Kind named(String type) {
        return SHAREABLE.stream()
                .filter(k -> k.table().equals(type))
                .findFirst()
                .orElseThrow(() -> Refusals.input("'%s' is not a valid RBAC object type".formatted(type)));
    }

    private static Type objectType() {
        return (_, value) -> {
            var type = Resource.text(value).strip().toLowerCase(Locale.ROOT);
            return JsonNodeFactory.instance.stringNode(named(type).table());
        };
    }

    /** Blocks, each with its prefix; none where null. */
    private static Type addresses() {
        return (name, value) -> {
            if (value.isNull()) {
                return JsonNodeFactory.instance.arrayNode();
            }
            value.forEach(item -> {
                if (!Resource.text(item).contains("/")) {
                    throw Refusals.invalid(name, "'%s' is not a valid IP subnet".formatted(Python.str(item)));
                }
            });
            return list(cidr()).read(name, value);
        };
    }

    private static Type target() {
        return (_, value) -> {
            if (!Resource.text(value).equals(ALL_PROJECTS) && !Types.isUuid(value)) {
                throw Refusals.input(
                        "'%s' is not a valid target project ID; expected a UUID or '*'".formatted(Python.str(value)));
            }
            return value;
        };
    }
}
