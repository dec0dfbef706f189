package stratus.neutron.app;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
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
        var wanted = work.list(Kinds.SUBNET, "network_id", network).stream()
                .filter(s -> s.flag("enable_dhcp"))
                .map(s -> Resource.empty().with("subnet_id", s.id()))
                .toList();
        var present = work.list(Kinds.PORT, "network_id", network).stream()
                .filter(p -> p.text("device_owner").equals(OWNER))
                .toList();
        if (wanted.isEmpty()) {
            present.forEach(p -> ports.delete(work, p));
        } else if (present.isEmpty()) {
            start(work, work.get(Kinds.NETWORK, network), wanted);
        } else {
            extend(work, present.getFirst(), wanted);
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

    private void start(Work work, Resource network, List<Resource> wanted) {
        var busy = work.list(Kinds.PORT, "device_owner", OWNER).stream()
                .collect(Collectors.groupingBy(p -> p.text("binding:host_id"), Collectors.counting()));
        agents.alive(work, Agents.DHCP).stream()
                .map(a -> a.text("host"))
                .min(Comparator.comparing(h -> busy.getOrDefault(h, 0L)))
                .ifPresent(host -> {
                    ports.make(
                            work,
                            Resource.empty()
                                    .with("project_id", network.projectId())
                                    .with("network_id", network.id())
                                    .with("device_owner", OWNER)
                                    .with("device_id", "dhcp%s-%s".formatted(Agents.uuid(host), network.id()))
                                    .with("binding:host_id", host)
                                    .with("fixed_ips", wanted));
                    var again = work.get(Kinds.NETWORK, network.id());
                    work.save(Kinds.NETWORK, again.with("availability_zones", List.of("nova")));
                });
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
