package stratus.neutron.agent.host;

import java.util.List;
import java.util.Map;
import java.util.Set;
import stratus.oslo.base.Ids.PortId;

/**
 * What one namespace of a network or a router should hold: devices, routes, settings, rules, and nothing else of ours.
 *
 * @param settings files under {@code /proc/sys/net} and what to write there
 * @param rules for {@code nft -f}, replacing what it had; empty for none
 * @param ports what is in place once the plan is
 */
public record Plan(
        String namespace,
        List<LinkPlan> links,
        Set<Route> routes,
        Map<String, String> settings,
        String rules,
        List<PortId> ports) {}
