package stratus.neutron.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Resource;

/** Keeps a DHCP server's port on each network that wants one, while an agent is there to run it. */
public final class Dhcp {
    private static final String OWNER = "network:dhcp";

    private final Agents agents;
    private final Ports ports;

    public Dhcp(Agents agents, Ports ports) {
        this.agents = agents;
        this.ports = ports;
    }

    /** Makes the port what the network's subnets ask for; may be repeated. */
    public void settle(Work work, String network) {
        var wanted = wanted(work, network);
        var present = servers(work, network);
        if (wanted.isEmpty()) {
            present.forEach(p -> ports.delete(work, p));
        } else if (present.isEmpty()) {
            leastBusy(work).ifPresent(agent -> start(work, work.get(Kinds.NETWORK, network), agent));
        } else {
            present.forEach(p -> extend(work, p, wanted));
        }
    }

    /** The server that is about to lose the subnet gives its address back. */
    void leave(Work work, Resource subnet) {
        for (var port : work.list(Kinds.PORT, "network_id", subnet.text("network_id"))) {
            if (port.text("device_owner").equals(OWNER)) {
                var rest = port.items("fixed_ips").stream()
                        .filter(f -> !f.text("subnet_id").equals(subnet.id()))
                        .toList();
                if (rest.isEmpty()) {
                    ports.delete(work, port);
                } else {
                    ports.update(work, port, Resource.empty().with("fixed_ips", rest));
                }
            }
        }
    }

    private static List<Resource> wanted(Work work, String network) {
        return work.subnets(network).stream()
                .filter(s -> s.flag("enable_dhcp"))
                .map(s -> Resource.empty().with("subnet_id", s.id()))
                .toList();
    }

    private static List<Resource> servers(Work work, String network) {
        return work.list(Kinds.PORT, Map.of("network_id", List.of(network), "device_owner", List.of(OWNER)));
    }

    List<String> hosts(Work work, String network) {
        return servers(work, network).stream()
                .map(p -> p.text("binding:host_id"))
                .toList();
    }

    List<Resource> networksOn(Work work, String host) {
        return work.list(Kinds.PORT, Map.of("binding:host_id", List.of(host), "device_owner", List.of(OWNER))).stream()
                .map(p -> work.get(Kinds.NETWORK, p.text("network_id")))
                .toList();
    }

    private Optional<Resource> leastBusy(Work work) {
        var busy = work.list(Kinds.PORT, "device_owner", OWNER).stream()
                .collect(Collectors.groupingBy(p -> p.text("binding:host_id"), Collectors.counting()));
        return agents.alive(work, Agents.DHCP).stream()
                .min(Comparator.comparing(a -> busy.getOrDefault(a.text("host"), 0L)));
    }

    /** A server on the agent's host, besides those that there are. */
    void start(Work work, Resource network, Resource agent) {
        var host = agent.text("host");
        ports.make(
                work,
                Resource.empty()
                        .with("project_id", network.projectId())
                        .with("network_id", network.id())
                        .with("device_owner", OWNER)
                        .with("device_id", "dhcp%s-%s".formatted(Agents.uuid(host), network.id()))
                        .with("binding:host_id", host)
                        .with("fixed_ips", wanted(work, network.id())));
        var again = work.get(Kinds.NETWORK, network.id());
        work.save(Kinds.NETWORK, again.with("availability_zones", List.of(agent.text("availability_zone"))));
    }

    void stop(Work work, String network, String host) {
        servers(work, network).stream()
                .filter(p -> p.text("binding:host_id").equals(host))
                .forEach(p -> ports.delete(work, p));
        if (servers(work, network).isEmpty()) {
            work.save(Kinds.NETWORK, work.get(Kinds.NETWORK, network).with("availability_zones", List.of()));
        }
    }

    private void extend(Work work, Resource port, List<Resource> wanted) {
        var has = new LinkedHashMap<String, Resource>();
        port.items("fixed_ips").forEach(f -> has.put(f.text("subnet_id"), f));
        var fixed = new ArrayList<Resource>();
        wanted.forEach(w -> fixed.add(has.getOrDefault(w.text("subnet_id"), w)));
        if (!List.copyOf(has.values()).equals(fixed)) {
            ports.update(work, port, Resource.empty().with("fixed_ips", fixed));
        }
    }
}
