package stratus.neutron.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.neutron.agent.firewall.FirewallRules;
import stratus.neutron.agent.host.Link;
import stratus.neutron.agent.host.LinkDiff;
import stratus.neutron.agent.host.LinkPlan;
import stratus.neutron.agent.host.Names;
import stratus.neutron.agent.host.Namespace;
import stratus.neutron.agent.host.Namespaces;
import stratus.neutron.agent.l2.BandwidthLimits;
import stratus.neutron.agent.l2.NetworkLinks;
import stratus.neutron.agent.l2.Tunnels;
import stratus.neutron.rpc.WantedState.Network;
import stratus.oslo.base.Ids.PortId;

/** The namespace of the data plane: the firewall, bridges, tunnels, the guests' taps. */
final class MainNamespace {
    /** A device may need another that is made in the same batch: the far end of a cable. */
    private static final int ROUNDS = 3;

    private static final Path BRIDGE_FILTER = Path.of("/proc/sys/net/bridge");

    private final AgentConfig.DataPlane dataPlane;
    private final Namespaces namespaces;
    private final Namespace here;
    private final NetworkLinks networkLinks;
    private @Nullable String firewall;
    private boolean limited = true;

    MainNamespace(AgentConfig.DataPlane dataPlane, Namespaces namespaces) {
        this.dataPlane = dataPlane;
        this.namespaces = namespaces;
        this.here = namespaces.get(dataPlane.namespace());
        this.networkLinks = new NetworkLinks(dataPlane);
    }

    /** Makes it. Packets are passed on between its external networks and the machine; on a host itself that is not ours
     * to decide. */
    void prepare() {
        if (namespaces.ensure(here.name())) {
            firewall = null;
        }
        if (!here.name().isEmpty()) {
            here.set(Map.of(
                    "ipv4/ip_forward",
                    "1",
                    "ipv6/conf/all/forwarding",
                    "1",
                    "ipv4/conf/all/arp_ignore", // a bridge does not answer for the leg that is plugged into it
                    "1"));
        }
    }

    /** Without bridge filtering a firewall would seem to be there and let everything through: then no port goes up. */
    void protect(Desired desired, boolean thorough) {
        if (!Files.isDirectory(BRIDGE_FILTER)) {
            firewall = null;
            throw new IllegalStateException("the kernel module br_netfilter is missing: modprobe br_netfilter");
        }
        var rules = here.name().isEmpty()
                ? FirewallRules.render(desired.state(), desired.trusted())
                : FirewallRules.renderAlone(desired.state(), desired.trusted());
        if (thorough || !Objects.equals(rules, firewall)) {
            firewall = null;
            here.nft(rules);
            firewall = rules;
        }
    }

    /** Returns what is there in the end. */
    Map<String, Link> wire(Desired desired, Problems problems) {
        var links = here.links();
        var plans = new LinkedHashMap<Network, List<LinkPlan>>();
        for (var network : desired.state().networks()) {
            problems.attempt("network " + network.id().text(), () -> plans.put(network, plan(network, desired)));
        }
        if (remove(wanted(desired, plans.values()), links, problems)) {
            links = here.links();
        }
        for (int round = 0; round < ROUNDS && wireOnce(plans, links, problems); round++) {
            links = here.links();
        }
        complete(plans, links, problems);
        tunnels(desired, links, problems);
        return links;
    }

    /** Slows down whom the server wants slow; ports whose limits cannot be had stay as they are, and that is told. */
    void limit(Desired desired, Map<String, Link> links, Problems problems) {
        var ports = desired.state().ports();
        if (!limited && !BandwidthLimits.any(ports)) {
            return;
        }
        problems.attempt("bandwidth limits", () -> {
            here.ip(BandwidthLimits.made(ports, links.keySet()));
            boolean all = true;
            for (var each : BandwidthLimits.commands(ports, here.qdiscs(), links.keySet())
                    .entrySet()) {
                var port = each.getKey().id();
                all &= problems.attempt("bandwidth limit of port " + port.text(), () -> limit(port, each.getValue()));
            }
            here.ip(BandwidthLimits.gone(ports, links));
            limited = !all || BandwidthLimits.any(ports);
        });
    }

    /** Half a limit would pass for a whole one the next time. */
    private void limit(PortId port, List<String> lines) {
        try {
            here.tc(lines);
        } catch (RuntimeException e) {
            here.tcEach(BandwidthLimits.none(port));
            throw e;
        }
    }

    private List<LinkPlan> plan(Network network, Desired desired) {
        var plan = new ArrayList<>(networkLinks.of(network, desired.state().ports()));
        plan.addAll(desired.plugs(network));
        return plan;
    }

    /** True when anything was done, well or not. */
    private boolean wireOnce(Map<Network, List<LinkPlan>> plans, Map<String, Link> links, Problems problems) {
        boolean changed = false;
        for (var plan : List.copyOf(plans.entrySet())) {
            var lines = LinkDiff.commands(plan.getValue(), links);
            changed |= !lines.isEmpty();
            if (!problems.attempt("network " + plan.getKey().id().text(), () -> here.ip(lines))) {
                plans.remove(plan.getKey());
            }
        }
        return changed;
    }

    /** Guests' taps may come later; whatever else is planned and not there is a NIC that the host does not have. */
    private static void complete(Map<Network, List<LinkPlan>> plans, Map<String, Link> links, Problems problems) {
        plans.forEach((network, plan) -> plan.stream()
                .filter(link -> !link.name().startsWith("tap") && !links.containsKey(link.name()))
                .forEach(link ->
                        problems.add("network " + network.id().text() + ": device " + link.name() + " is missing")));
    }

    /** Names of what must stay: also the bridges of networks whose plan could not be made. */
    private static Set<String> wanted(Desired desired, Iterable<List<LinkPlan>> plans) {
        var wanted = new LinkedHashSet<String>();
        plans.forEach(plan -> plan.forEach(link -> wanted.add(link.name())));
        desired.state().networks().forEach(network -> wanted.add(Names.bridge(network.id())));
        return wanted;
    }

    /** Takes away the devices of networks that are gone, and tunnels that begin at another address than ours now. */
    private boolean remove(Set<String> wanted, Map<String, Link> links, Problems problems) {
        var lines = links.values().stream()
                .filter(link -> ours(link) && !BandwidthLimits.isLimiter(link))
                .filter(link -> moved(link) || !wanted.contains(link.name()))
                .map(link -> "link del dev " + link.name())
                .toList();
        problems.attempt("removing devices", () -> here.ipEach(lines));
        return !lines.isEmpty();
    }

    private boolean moved(Link link) {
        return link.tunnelIp() != null && !link.tunnelIp().equals(dataPlane.tunnelIp());
    }

    private boolean ours(Link link) {
        return switch (link.kind()) {
            case "bridge" -> link.name().startsWith("brq");
            case "vxlan" -> link.name().startsWith("vxlan-");
            case "veth" -> link.name().startsWith("egp");
            case "ifb" -> BandwidthLimits.isLimiter(link);
            case "vlan" ->
                dataPlane.physicalNetworks().values().stream()
                        .anyMatch(nic -> !nic.isEmpty() && link.name().startsWith(nic + "."));
            default -> false;
        };
    }

    private void tunnels(Desired desired, Map<String, Link> links, Problems problems) {
        if (dataPlane.tunnelIp() != null) {
            problems.attempt("tunnels", () -> {
                var wanted = Tunnels.wanted(desired.state().networks());
                here.bridge(Tunnels.commands(wanted, here.tunnelEntries(), links.keySet()));
            });
        }
    }

    /** Whether each guest's port is there, on its bridge, and up as it should be. */
    Set<String> wired(Desired desired, Map<String, Link> links) {
        var wired = new LinkedHashSet<String>();
        for (var port : desired.state().ports()) {
            var plan = LinkPlan.existing(Names.tap(port.id())).withMaster(Names.bridge(port.network()));
            if (firewall != null && port.adminStateUp() && plan.met(links.get(plan.name()))) {
                wired.add(plan.name());
            }
        }
        return wired;
    }

    /** Takes away whatever is ours, the namespace included if we made it. */
    void purge() {
        if (!namespaces.isThere(here.name())) {
            namespaces.remove(here.name());
            return;
        }
        here.nft(FirewallRules.none());
        firewall = null;
        here.ipEach(here.links().values().stream()
                .filter(this::ours)
                .map(link -> "link del dev " + link.name())
                .toList());
        if (namespaces.owned().contains(here.name())) {
            namespaces.remove(here.name());
        }
    }
}
