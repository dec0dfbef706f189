package stratus.neutron.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import stratus.neutron.domain.AccessKinds;
import stratus.neutron.domain.Blocks;
import stratus.neutron.domain.Cidr;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** What a subnet pool is: blocks of addresses that subnets are cut from, each once. */
public final class SubnetPools implements Rules {
    private final Quotas quotas;

    public SubnetPools(Quotas quotas) {
        this.quotas = quotas;
    }

    @Override
    public Kind kind() {
        return Kinds.SUBNETPOOL;
    }

    @Override
    public Resource create(Work work, Resource wanted) {
        quotas.take(work, kind(), wanted.projectId());
        var pool = complete(wanted);
        refuseSecondDefault(work, pool);
        refuseScope(work, pool);
        if (!pool.flag("shared")) {
            return work.insert(kind(), pool);
        }
        refuseScopeOutOfReach(work, pool, AccessKinds.ALL_PROJECTS);
        var made = work.insert(kind(), pool.with("shared", false));
        Sharing.open(work, kind(), made, AccessKinds.SHARED);
        return made;
    }

    /** Its prefixes in as few blocks as can be, its bounds said and in order. */
    private static Resource complete(Resource pool) {
        var prefixes = pool.texts("prefixes").stream().map(Cidr::parse).toList();
        if (prefixes.isEmpty()) {
            throw Refusals.bad("EmptySubnetPoolPrefixList", "Empty subnet pool prefix list.");
        }
        int version = prefixes.getFirst().version();
        if (prefixes.stream().anyMatch(p -> p.version() != version)) {
            throw Refusals.bad("PrefixVersionMismatch", "Cannot mix IPv4 and IPv6 prefixes in a subnet pool.");
        }
        int most = version == 4 ? 32 : 128;
        var bounded = pool.orElse("min_prefixlen", version == 4 ? 8 : 64).orElse("max_prefixlen", most);
        var full = bounded.orElse("default_prefixlen", bounded.number("min_prefixlen"));
        refuseBounds(full, most);
        return full.with("prefixes", texts(Blocks.of(prefixes)))
                .with("ip_version", version)
                .orElse("default_quota", null)
                .orElse("address_scope_id", null);
    }

    private static List<String> texts(Blocks blocks) {
        return blocks.cidrs().stream().map(Cidr::toString).toList();
    }

    private static void refuseBounds(Resource pool, int most) {
        int min = pool.number("min_prefixlen");
        int max = pool.number("max_prefixlen");
        int usual = pool.number("default_prefixlen");
        refuse(min > max, "min_prefixlen", min, "max_prefixlen", max);
        refuse(max > most, "max_prefixlen", max, "ip_version_max", most);
        refuse(usual < min, "default_prefixlen", usual, "min_prefixlen", min);
        refuse(usual > max, "default_prefixlen", usual, "max_prefixlen", max);
    }

    private static void refuse(boolean bad, String what, int value, String bound, int boundValue) {
        if (bad) {
            throw Refusals.bad(
                    "IllegalSubnetPoolPrefixBounds",
                    "Illegal prefix bounds: %s=%d, %s=%d.".formatted(what, value, bound, boundValue));
        }
    }

    private static void refuseSecondDefault(Work work, Resource pool) {
        if (pool.flag("is_default")
                && usual(work, pool.number("ip_version")).stream().anyMatch(p -> !p.id().equals(pool.text("id")))) {
            throw Refusals.input(
                    "A default subnetpool for this IP family has already been set. Only one default may exist per IP family");
        }
    }

    /** The default pool of an IP version, if there is one. */
    static List<Resource> usual(Work work, int version) {
        return work.list(Kinds.SUBNETPOOL, "is_default", "true").stream()
                .filter(p -> p.number("ip_version") == version)
                .toList();
    }

    private static void refuseScope(Work work, Resource pool) {
        if (!pool.given("address_scope_id")) {
            return;
        }
        var scope = work.get(Kinds.ADDRESS_SCOPE, pool.text("address_scope_id"));
        if (!work.owns(scope) && !Sharing.withCaller(work, scope.id())) {
            throw Refusals.notFound(Kinds.ADDRESS_SCOPE, scope.id());
        }
        if (scope.number("ip_version") != pool.number("ip_version")) {
            throw Refusals.bad(
                    "IllegalSubnetPoolIpVersionAssociationToAddressScope",
                    "Illegal subnetpool association: subnetpool %s cannot associate with address scope %s because subnetpool ip_version is not %d."
                            .formatted(pool.text("id"), scope.id(), scope.number("ip_version")));
        }
        for (var other : work.list(Kinds.SUBNETPOOL, "address_scope_id", scope.id())) {
            if (!other.id().equals(pool.text("id")) && blocks(other).meets(blocks(pool))) {
                throw Refusals.conflict(
                        "AddressScopePrefixConflict",
                        "Failed to associate address scope: subnetpools within an address scope must have unique prefixes.");
            }
        }
    }

    /** Nobody gets a pool whose address scope they may not use. */
    static void refuseScopeOutOfReach(Work work, Resource pool, String target) {
        if (pool.given("address_scope_id")
                && !work.grants()
                        .actions(work.tx(), pool.text("address_scope_id"), target)
                        .contains(AccessKinds.SHARED)) {
            throw Refusals.input(
                    "Failed to create RBAC policy on object %s because target project doesn't have access to associated address scope."
                            .formatted(pool.text("id")));
        }
    }

    static Blocks blocks(Resource pool) {
        return Blocks.of(pool.texts("prefixes").stream().map(Cidr::parse).toList());
    }

    static Blocks taken(Work work, Resource pool) {
        return Blocks.of(work.list(Kinds.SUBNET, "subnetpool_id", pool.id()).stream()
                .map(s -> Cidr.parse(s.text("cidr")))
                .toList());
    }

    @Override
    public Resource update(Work work, Resource before, Resource changes) {
        var after = complete(before.merge(changes));
        if (changes.has("prefixes")
                && !blocks(before).minus(blocks(after)).cidrs().isEmpty()) {
            throw Refusals.bad(
                    "IllegalSubnetPoolPrefixUpdate",
                    "Illegal update to prefixes: Existing prefixes must be a subset of the new prefixes.");
        }
        refuseSecondDefault(work, after);
        refuseForeignScope(work, before);
        refuseScope(work, after);
        var saved = work.save(kind(), after);
        for (var subnet : work.list(Kinds.SUBNET, "subnetpool_id", before.id())) {
            var network = work.get(Kinds.NETWORK, subnet.text("network_id"));
            work.save(Kinds.NETWORK, scoped(network, saved));
        }
        return saved;
    }

    private static void refuseForeignScope(Work work, Resource pool) {
        if (pool.given("address_scope_id")
                && !work.owns(work.get(Kinds.ADDRESS_SCOPE, pool.text("address_scope_id")))) {
            throw Refusals.bad(
                    "IllegalSubnetPoolUpdate",
                    "Illegal subnetpool update : subnetpool %s cannot be updated when associated with shared address scope %s."
                            .formatted(pool.id(), pool.text("address_scope_id")));
        }
    }

    /** The network in the address scope of the pool that its subnets are from. */
    static Resource scoped(Resource network, Resource pool) {
        return network.with(
                "ipv%d_address_scope".formatted(pool.number("ip_version")), pool.orNull("address_scope_id"));
    }

    /** More prefixes for the pool; all that it has then. */
    public List<String> add(Work work, String id, List<String> prefixes) {
        var pool = work.get(kind(), id);
        var all = new ArrayList<>(pool.texts("prefixes"));
        all.addAll(prefixes);
        return update(work, pool, Resource.of(Map.of("prefixes", all))).texts("prefixes");
    }

    public List<String> remove(Work work, String id, List<String> prefixes) {
        var pool = work.get(kind(), id);
        var gone = Blocks.of(prefixes.stream().map(Cidr::parse).toList());
        if (prefixes.isEmpty() || !blocks(pool).meets(gone)) {
            return pool.texts("prefixes");
        }
        if (taken(work, pool).meets(gone)) {
            throw Refusals.bad(
                    "IllegalSubnetPoolPrefixUpdate",
                    "Illegal update to prefixes: One or more the prefixes to be removed is in use by a subnet..");
        }
        return work.save(kind(), pool.with("prefixes", texts(blocks(pool).minus(gone))))
                .texts("prefixes");
    }

    @Override
    public void delete(Work work, Resource pool) {
        if (!work.list(Kinds.SUBNET, "subnetpool_id", pool.id()).isEmpty()) {
            throw Refusals.bad(
                    "SubnetPoolDeleteError", "Unable to delete subnet pool: Subnet pool has existing allocations.");
        }
        work.delete(kind(), pool);
    }
}
