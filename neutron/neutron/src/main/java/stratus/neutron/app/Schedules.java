package stratus.neutron.app;

import java.util.List;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** Which agent serves which network and router, seen and changed by hand. */
public final class Schedules {
    private final Agents agents;
    private final Dhcp dhcp;
    private final RouterHosts routers;

    public Schedules(Agents agents, Dhcp dhcp, RouterHosts routers) {
        this.agents = agents;
        this.dhcp = dhcp;
        this.routers = routers;
    }

    public List<Resource> networksOn(Work work, String agent) {
        return dhcp.networksOn(work, work.get(Kinds.AGENT, agent).text("host"));
    }

    public List<Resource> routersOn(Work work, String agent) {
        return work.list(
                Kinds.ROUTER, RouterHosts.HOST, work.get(Kinds.AGENT, agent).text("host"));
    }

    public List<Resource> dhcpAgentsOf(Work work, String network) {
        var hosts = dhcp.hosts(work, network);
        return agents.of(work, Agents.DHCP).stream()
                .filter(a -> hosts.contains(a.text("host")))
                .toList();
    }

    public List<Resource> l3AgentsOf(Work work, String router) {
        var host = work.get(Kinds.ROUTER, router).text(RouterHosts.HOST);
        return agents.of(work, Agents.L3).stream()
                .filter(a -> a.text("host").equals(host))
                .toList();
    }

    public void addNetwork(Work work, String agentId, String networkId) {
        var network = work.get(Kinds.NETWORK, networkId);
        var agent = usable(work, agentId, Agents.DHCP, "InvalidDHCPAgent", "DHCP");
        if (dhcp.hosts(work, networkId).contains(agent.text("host"))) {
            throw Refusals.conflict(
                    "NetworkHostedByDHCPAgent",
                    "The network %s has been already hosted by the DHCP Agent %s.".formatted(networkId, agentId));
        }
        dhcp.start(work, network, agent);
    }

    public void removeNetwork(Work work, String agentId, String networkId) {
        var host = work.get(Kinds.AGENT, agentId).text("host");
        if (!dhcp.hosts(work, networkId).contains(host)) {
            throw Refusals.conflict(
                    "NetworkNotHostedByDhcpAgent",
                    "The network %s is not hosted by the DHCP agent %s.".formatted(networkId, agentId));
        }
        dhcp.stop(work, networkId, host);
    }

    public void addRouter(Work work, String agentId, String routerId) {
        var router = work.get(Kinds.ROUTER, routerId);
        var agent = usable(work, agentId, Agents.L3, "InvalidL3Agent", "L3");
        if (router.given(RouterHosts.HOST)) {
            throw Refusals.conflict(
                    "RouterHostedByL3Agent",
                    "The router %s has been already hosted by the L3 Agent %s."
                            .formatted(
                                    routerId,
                                    l3AgentsOf(work, routerId).stream()
                                            .map(Resource::id)
                                            .findFirst()
                                            .orElse("")));
        }
        routers.move(work, router, agent);
    }

    public void removeRouter(Work work, String agentId, String routerId) {
        var router = work.get(Kinds.ROUTER, routerId);
        var agent = work.get(Kinds.AGENT, agentId);
        if (!router.text(RouterHosts.HOST).equals(agent.text("host")) || !router.given(RouterHosts.HOST)) {
            throw Refusals.conflict(
                    "RouterNotHostedByL3Agent",
                    "The router %s is not hosted by the L3 Agent %s.".formatted(routerId, agentId));
        }
        routers.move(work, router, null);
    }

    private static Resource usable(Work work, String id, String type, String refusal, String word) {
        var agent = work.get(Kinds.AGENT, id);
        if (!agent.text("agent_type").equals(type) || !agent.flag("admin_state_up")) {
            throw Refusals.missing(refusal, "Agent %s is not a %s Agent or has been disabled".formatted(id, word));
        }
        return agent;
    }
}
