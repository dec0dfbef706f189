package stratus.neutron.app;

import java.util.List;
import java.util.function.Supplier;
import stratus.neutron.PublicNetwork;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Resource;

/** Puts in what a new cloud begins with, once: what is deleted later stays deleted. */
public final class FirstStart {
    private static final String PUBLIC = "public network";

    private final Resources resources;
    private final Networks networks;
    private final Subnets subnets;
    private final SubnetPools pools;

    public FirstStart(Resources resources, Networks networks, Subnets subnets, SubnetPools pools) {
        this.resources = resources;
        this.networks = networks;
        this.subnets = subnets;
        this.pools = pools;
    }

    /** {@code project} is asked for the owner at the first start only. */
    public void seed(PublicNetwork wanted, Supplier<String> project) {
        if (resources.read(Self.CALLER, w -> w.projects().seeded(w.tx(), PUBLIC))) {
            return;
        }
        var owner = project.get();
        resources.write(Self.CALLER, w -> {
            w.projects().seed(w.tx(), PUBLIC);
            var network = networks.create(w, network(wanted, owner));
            subnets.create(w, subnet(wanted, network));
            return pools.create(w, pool(owner));
        });
    }

    /** What projects' subnets are cut from where nobody says more. */
    private static Resource pool(String project) {
        return Kinds.SUBNETPOOL
                .forPost(Resource.empty()
                        .with("name", "shared-default-subnetpool-v4")
                        .with("prefixes", List.of("10.128.0.0/9"))
                        .with("default_prefixlen", 26)
                        .with("is_default", true)
                        .with("shared", true))
                .with("project_id", project);
    }

    private static Resource network(PublicNetwork wanted, String project) {
        return Kinds.NETWORK
                .forPost(Resource.empty()
                        .with("name", wanted.name())
                        .with("router:external", true)
                        .with("is_default", true)
                        .with("provider:network_type", "flat")
                        .with("provider:physical_network", wanted.physicalNetwork()))
                .with("project_id", project);
    }

    private static Resource subnet(PublicNetwork wanted, Resource network) {
        return Kinds.SUBNET
                .forPost(Resource.empty()
                        .with("name", wanted.name() + "-subnet")
                        .with("network_id", network.id())
                        .with("ip_version", 4)
                        .with("cidr", wanted.cidr())
                        .with("enable_dhcp", false))
                .with("project_id", network.projectId());
    }
}
