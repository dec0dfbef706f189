package stratus.neutron.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stratus.neutron.agent.dhcp.Dnsmasq;
import stratus.neutron.agent.host.Link;
import stratus.neutron.agent.host.LinkDiff;
import stratus.neutron.agent.host.Namespace;
import stratus.neutron.agent.host.Namespaces;
import stratus.neutron.agent.host.Plan;
import stratus.neutron.agent.host.Route;
import stratus.neutron.agent.metadata.MetadataListeners;

/** The namespaces of networks and routers, and the DHCP servers and metadata sockets in them. */
final class InnerNamespaces {
    private final Namespaces namespaces;
    private final Dnsmasq dnsmasq;
    private final MetadataListeners metadata;
    private final String main;
    private final Map<String, Plan> applied = new HashMap<>();

    InnerNamespaces(Namespaces namespaces, Dnsmasq dnsmasq, MetadataListeners metadata, String main) {
        this.namespaces = namespaces;
        this.dnsmasq = dnsmasq;
        this.metadata = metadata;
        this.main = main;
    }

    /** Makes those that are missing, empty yet. */
    void make(Desired desired, Problems problems) {
        desired.inner()
                .forEach((name, inner) -> problems.attempt(name, () -> {
                    if (namespaces.ensure(name)) {
                        applied.remove(name);
                        metadata.close(inner.source());
                    }
                }));
    }

    /** Returns the names of those that are in order. */
    Set<String> furnish(Desired desired, boolean thorough, Problems problems) {
        var done = new LinkedHashSet<String>();
        desired.inner().forEach((name, inner) -> {
            if (problems.attempt(name, () -> furnish(inner, thorough))) {
                done.add(name);
            }
        });
        return done;
    }

    private void furnish(Desired.Inner inner, boolean thorough) {
        var plan = inner.plan();
        var here = namespaces.get(plan.namespace());
        if (thorough || !plan.equals(applied.get(plan.namespace()))) {
            applied.remove(plan.namespace());
            apply(plan, here);
            applied.put(plan.namespace(), plan);
        }
        inner.processes().forEach(process -> dnsmasq.ensure(process, here));
        metadata.ensure(inner.source());
    }

    private static void apply(Plan plan, Namespace here) {
        here.set(plan.settings());
        var links = here.links();
        for (var link : plan.links()) {
            if (!links.containsKey(link.name())) {
                throw new IllegalStateException("device " + link.name() + " is missing");
            }
        }
        var lines = new ArrayList<>(strays(plan, links));
        lines.addAll(LinkDiff.commands(plan.links(), links));
        here.ip(lines);
        if (!plan.rules().isEmpty()) {
            here.nft(plan.rules());
        }
        here.ipEach(Route.commands(plan.routes(), here.routes()));
    }

    /** Legs in networks that are no longer the router's; the other end goes with them. */
    private static List<String> strays(Plan plan, Map<String, Link> links) {
        return links.values().stream()
                .filter(link -> link.kind().equals("veth"))
                .filter(link -> plan.links().stream().noneMatch(p -> p.name().equals(link.name())))
                .map(link -> "link del dev " + link.name())
                .toList();
    }

    /** Removes those that nobody wants any more. */
    void remove(Desired desired, Problems problems) {
        metadata.retain(
                desired.inner().values().stream().map(Desired.Inner::source).toList());
        var wanted = desired.processes();
        dnsmasq.known().stream()
                .filter(id -> !wanted.contains(id))
                .forEach(id -> problems.attempt(id, () -> dnsmasq.remove(id)));
        namespaces.owned().stream()
                .filter(name -> !name.equals(main) && !desired.inner().containsKey(name))
                .forEach(name -> problems.attempt(name, () -> remove(name)));
    }

    private void remove(String name) {
        applied.remove(name);
        namespaces.remove(name);
    }
}
