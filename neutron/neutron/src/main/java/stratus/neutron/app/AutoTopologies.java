package stratus.neutron.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.neutron.store.TopologyStore;

/** Gives a project that asks for none of its parts a network with a way out. */
public final class AutoTopologies {
    private final TopologyStore store;
    private final Networks networks;
    private final Subnets subnets;
    private final Routers routers;

    public AutoTopologies(TopologyStore store, Networks networks, Subnets subnets, Routers routers) {
        this.store = store;
        this.networks = networks;
        this.subnets = subnets;
        this.routers = routers;
    }

    /** The network's id; made now where there is none yet. */
    public String networkOf(Work work, String project) {
        return store.find(work.tx(), project)
                .map(TopologyStore.Topology::networkId)
                .orElseGet(() -> build(work, project));
    }

    /** Refuses what {@link #networkOf} would. */
    public void check(Work work) {
        external(work);
        if (pools(work).isEmpty()) {
            throw failure("No default subnetpools defined");
        }
    }

    private String build(Work work, String project) {
        var external = external(work);
        var pools = pools(work);
        if (pools.isEmpty()) {
            throw failure("Unable to provide project private network");
        }
        var network = networks.create(
                work,
                Kinds.NETWORK
                        .forPost(Resource.of(Map.of("name", "auto_allocated_network")))
                        .with("project_id", project));
        var router = routers.create(
                work,
                Kinds.ROUTER
                        .forPost(Resource.of(Map.of(
                                "name",
                                "auto_allocated_router",
                                "external_gateway_info",
                                Map.of("network_id", external.id()))))
                        .with("project_id", project));
        for (var pool : pools) {
            var subnet = subnets.create(work, subnet(network, pool));
            routers.interfaces().addSubnet(work, router.id(), subnet.id());
        }
        store.insert(work.tx(), new TopologyStore.Topology(project, network.id(), router.id()));
        return network.id();
    }

    private static Resource subnet(Resource network, Resource pool) {
        return Kinds.SUBNET
                .forPost(Resource.of(Map.of(
                        "name",
                        "auto_allocated_subnet_v" + pool.number("ip_version"),
                        "network_id",
                        network.id(),
                        "ip_version",
                        pool.number("ip_version"),
                        "subnetpool_id",
                        pool.id())))
                .with("project_id", network.projectId());
    }

    private static Resource external(Work work) {
        return work.list(Kinds.NETWORK, "router:external", "true").stream()
                .filter(n -> n.flag("is_default"))
                .findFirst()
                .orElseThrow(() -> failure("No default router:external network"));
    }

    private static List<Resource> pools(Work work) {
        var all = new ArrayList<Resource>();
        for (int version : new int[] {4, 6}) {
            SubnetPools.usual(work, version).stream().findFirst().ifPresent(all::add);
        }
        return all;
    }

    private static RuntimeException failure(String reason) {
        return Refusals.conflict("AutoAllocationFailure", "Deployment error: %s.".formatted(reason));
    }

    public void delete(Work work, String project) {
        var known = store.find(work.tx(), project);
        if (known.isEmpty()) {
            return;
        }
        store.delete(work.tx(), project);
        var topology = known.get();
        if (work.find(Kinds.ROUTER, topology.routerId()).isPresent()) {
            for (var leg : new Legs(work, topology.routerId()).inner()) {
                routers.interfaces().removePort(work, topology.routerId(), leg.id(), "");
            }
            routers.delete(work, work.get(Kinds.ROUTER, topology.routerId()));
        }
        work.find(Kinds.NETWORK, topology.networkId()).ifPresent(n -> networks.delete(work, n));
    }
}
