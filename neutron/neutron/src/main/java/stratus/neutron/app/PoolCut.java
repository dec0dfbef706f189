package stratus.neutron.app;

import java.util.Comparator;
import java.util.List;
import stratus.neutron.domain.Cidr;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** Cuts a subnet's block from a pool. */
final class PoolCut {
    private PoolCut() {}

    /** The pool that the subnet names, or means by asking for the default; empty if none. */
    static List<Resource> pool(Work work, Resource wanted) {
        boolean usual = wanted.flag("use_default_subnetpool");
        if (wanted.given("subnetpool_id")) {
            if (usual) {
                throw Subnets.bad("subnetpool_id and use_default_subnetpool cannot both be specified");
            }
            var pool = work.get(Kinds.SUBNETPOOL, wanted.text("subnetpool_id"));
            if (!work.owns(pool) && !Sharing.withCaller(work, pool.id())) {
                throw Refusals.notFound(Kinds.SUBNETPOOL, pool.id());
            }
            return List.of(pool);
        }
        return usual ? List.of(usual(work, wanted)) : List.of();
    }

    private static Resource usual(Work work, Resource wanted) {
        if (!wanted.given("cidr") && !wanted.given("ip_version")) {
            throw Subnets.bad("ip_version must be specified in the absence of cidr and subnetpool_id");
        }
        int version = wanted.given("cidr") ? Cidr.parse(wanted.text("cidr")).version() : wanted.number("ip_version");
        return SubnetPools.usual(work, version).stream()
                .findFirst()
                .orElseThrow(() -> Subnets.bad("No default subnetpool found for IPv%d".formatted(version)));
    }

    /** A block of the pool that no subnet has: that asked for, or any of the length asked for. */
    static Cidr cut(Work work, Resource pool, Resource wanted) {
        if (wanted.has("allocation_pools") && !wanted.given("cidr")) {
            throw Subnets.bad("allocation_pools allowed only for specific subnet requests.");
        }
        var exact = wanted.given("cidr") ? Cidr.parse(wanted.text("cidr")) : null;
        int length = exact != null
                ? exact.prefix()
                : wanted.given("prefixlen") ? wanted.number("prefixlen") : pool.number("default_prefixlen");
        refuseLength(pool, length);
        var free = SubnetPools.blocks(pool).minus(SubnetPools.taken(work, pool)).cidrs();
        refuseQuota(work, pool, length);
        if (exact != null) {
            return free.stream()
                    .filter(f -> f.prefix() <= length && f.contains(exact.network()))
                    .findFirst()
                    .map(_ -> exact)
                    .orElseThrow(
                            () -> impossible("Cannot allocate requested subnet from the available set of prefixes"));
        }
        return free.stream()
                .filter(f -> f.prefix() <= length)
                .max(Comparator.comparing(Cidr::prefix).thenComparing(Cidr::network, Comparator.reverseOrder()))
                .map(f -> new Cidr(f.network(), length))
                .orElseThrow(
                        () -> impossible("Insufficient prefix space to allocate subnet size /%d".formatted(length)));
    }

    private static RuntimeException impossible(String reason) {
        return Refusals.conflict("SubnetAllocationError", "Failed to allocate subnet: %s.".formatted(reason));
    }

    private static void refuseLength(Resource pool, int length) {
        int max = pool.number("max_prefixlen");
        int min = pool.number("min_prefixlen");
        if (length > max) {
            throw Refusals.bad(
                    "MaxPrefixSubnetAllocationError",
                    "Unable to allocate subnet with prefix length %d, maximum allowed prefix is %d."
                            .formatted(length, max));
        }
        if (length < min) {
            throw Refusals.bad(
                    "MinPrefixSubnetAllocationError",
                    "Unable to allocate subnet with prefix length %d, minimum allowed prefix is %d."
                            .formatted(length, min));
        }
    }

    /** IPv4 is counted in addresses, IPv6 in blocks of /64. */
    private static void refuseQuota(Work work, Resource pool, int length) {
        if (pool.number("default_quota") == 0) {
            return;
        }
        int unit = pool.number("ip_version") == 4 ? 32 : 64;
        double used = work.list(Kinds.SUBNET, "subnetpool_id", pool.id()).stream()
                .filter(s -> s.projectId().equals(pool.projectId()))
                .mapToDouble(s -> Math.pow(2, unit - Cidr.parse(s.text("cidr")).prefix()))
                .sum();
        if (used + Math.pow(2, unit - length) > pool.number("default_quota")) {
            throw Refusals.conflict("SubnetPoolQuotaExceeded", "Per-project subnet pool prefix quota exceeded.");
        }
    }
}
