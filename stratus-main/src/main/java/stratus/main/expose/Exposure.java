package stratus.main.expose;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import stratus.neutron.agent.host.Cidr;
import stratus.neutron.agent.host.Link;
import stratus.neutron.agent.host.Namespace;
import stratus.neutron.agent.host.Namespaces;
import stratus.oslo.base.Fault;
import stratus.oslo.process.Programs;

/**
 * Makes the floating IPs of a cloud reachable from the machine that carries it, and takes that back.
 *
 * <p>A cable leads into the cloud's namespace, and routes lead to it. Nothing of the machine's own is changed, and
 * nothing can be begun in the other direction. Either method may find everything, nothing or half of it there.
 */
public final class Exposure {
    private final Namespace machine;
    private final Namespace cloud;
    private final Namespaces namespaces;
    private final Cable cable;
    private final Programs programs;

    /**
     * @param machine name of the machine's namespace; empty for the one that this process is in
     * @param cloud name of the namespace of the cloud's data plane
     */
    public Exposure(String machine, String cloud, Namespaces namespaces, Programs programs) {
        this.machine = namespaces.get(machine);
        this.cloud = namespaces.get(cloud);
        this.namespaces = namespaces;
        this.cable = Cable.of(cloud);
        this.programs = programs;
    }

    /**
     * What is there now.
     *
     * @param device on the machine's side
     * @param address of that device, as guests see it
     * @param prefixes of the external networks, to which routes lead
     */
    public record Exposed(String device, String address, List<String> prefixes) {}

    /** Leaves either all of it or, where it refuses with a {@link Fault.Conflict}, what was there before. */
    public Exposed expose() {
        if (!namespaces.isThere(cloud.name())) {
            throw new Fault.Conflict(
                    "There is no network namespace %s: no cloud with real guests has run here".formatted(cloud.name()));
        }
        var prefixes = external();
        var routes = HostRoutes.of(machine, programs);
        prefixes.forEach(prefix -> refuseCollision(prefix, routes));
        boolean there = cable.isIn(machine, programs);
        var addresses = cable.addresses(routes);
        try {
            if (!there) {
                cable.make(machine, cloud.name());
            }
            lead(addresses, prefixes, routes);
        } catch (RuntimeException e) {
            remove(there);
            throw e;
        }
        return new Exposed(
                cable.device(),
                addresses.outer(),
                prefixes.stream().map(Prefix::toString).toList());
    }

    /** The external networks of the cloud that begin in its namespace: the agent keeps their gateways' addresses there. */
    private List<Prefix> external() {
        var found = cloud.links().values().stream()
                .filter(link -> link.name().startsWith("egw"))
                .map(Link::addresses)
                .flatMap(Set::stream)
                .filter(address -> !Cidr.isV6(address))
                .map(Prefix::of)
                .distinct()
                .toList();
        if (found.isEmpty()) {
            throw new Fault.Conflict("This cloud has no external network of type flat with a gateway yet;"
                    + " ./stratus demo makes one, or openstack network create --external");
        }
        return found;
    }

    private void refuseCollision(Prefix prefix, HostRoutes routes) {
        routes.collision(prefix, cable.device()).ifPresent(other -> {
            throw new Fault.Conflict(
                    "The external network %s meets a route that this machine has already: %s. Nothing was changed; give the network a subnet with other addresses"
                            .formatted(prefix, other));
        });
    }

    private void lead(Cable.Addresses addresses, List<Prefix> prefixes, HostRoutes before) {
        cloud.nft(Door.RULES);
        cloud.ip(List.of(
                "addr replace %s/31 dev %s".formatted(addresses.inner(), Cable.INNER),
                "link set dev %s up".formatted(Cable.INNER)));
        var lines = new ArrayList<String>();
        lines.add("addr replace %s/31 dev %s".formatted(addresses.outer(), cable.device()));
        lines.add("link set dev %s up".formatted(cable.device()));
        for (var gone : before.by(cable.device(), addresses.link())) {
            if (!prefixes.contains(gone)) {
                lines.add("route del %s dev %s".formatted(gone, cable.device()));
            }
        }
        for (var prefix : prefixes) {
            lines.add(
                    "route replace %s via %s dev %s proto static".formatted(prefix, addresses.inner(), cable.device()));
        }
        machine.ip(lines);
    }

    private void remove(boolean wasThere) {
        if (!wasThere) {
            unexpose();
        }
    }

    /** Whether there was anything to take away. Routes and the far end go with the device. */
    public boolean unexpose() {
        boolean there = cable.isIn(machine, programs);
        if (there) {
            machine.ip(List.of("link del dev " + cable.device()));
        }
        if (namespaces.isThere(cloud.name())) {
            cloud.nft(Door.NONE);
        }
        return there;
    }
}
