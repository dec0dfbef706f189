package stratus.neutron;

import stratus.neutron.app.AddressGroups;
import stratus.neutron.app.AddressScopes;
import stratus.neutron.app.Agents;
import stratus.neutron.app.AutoTopologies;
import stratus.neutron.app.Bindings;
import stratus.neutron.app.DefaultGroupRules;
import stratus.neutron.app.Dhcp;
import stratus.neutron.app.FloatingIps;
import stratus.neutron.app.Networks;
import stratus.neutron.app.Ports;
import stratus.neutron.app.QosPolicies;
import stratus.neutron.app.QosRules;
import stratus.neutron.app.Quotas;
import stratus.neutron.app.RbacPolicies;
import stratus.neutron.app.RouterHosts;
import stratus.neutron.app.Routers;
import stratus.neutron.app.Schedules;
import stratus.neutron.app.SecurityGroupRules;
import stratus.neutron.app.SecurityGroups;
import stratus.neutron.app.SubnetPools;
import stratus.neutron.app.Subnets;
import stratus.neutron.store.TopologyStore;
import stratus.oslo.db.Db;

/** The use cases of the network service, each built of those before it. */
final class Parts {
    final Quotas quotas = new Quotas();
    final AddressScopes scopes = new AddressScopes();
    final AddressGroups addressGroups = new AddressGroups();
    final QosPolicies qosPolicies = new QosPolicies();
    final QosRules qosRules = new QosRules();
    final SubnetPools pools = new SubnetPools(quotas);
    final SecurityGroups groups = new SecurityGroups(quotas);
    final DefaultGroupRules defaultRules = new DefaultGroupRules();
    final SecurityGroupRules groupRules = new SecurityGroupRules(quotas, groups);
    final Agents agents;
    final Bindings bindings;
    final Ports ports;
    final Dhcp dhcp;
    final RouterHosts hosts;
    final Routers routers;
    final FloatingIps floatingIps;
    final Networks networks;
    final RbacPolicies rbacPolicies;
    final Subnets subnets;
    final Schedules schedules;
    final AutoTopologies topologies;

    Parts(NeutronConfig config, Db db, VifEvents events) {
        agents = new Agents(config.fakeAgents());
        bindings = new Bindings(agents, events);
        ports = new Ports(quotas, bindings, groups);
        dhcp = new Dhcp(agents, ports);
        hosts = new RouterHosts(agents, ports);
        routers = new Routers(quotas, ports, hosts);
        floatingIps = new FloatingIps(quotas, ports, agents, bindings);
        networks = new Networks(quotas, agents, floatingIps);
        rbacPolicies = new RbacPolicies(quotas, networks);
        subnets = new Subnets(quotas, dhcp, ports);
        schedules = new Schedules(agents, dhcp, hosts);
        topologies = new AutoTopologies(new TopologyStore(db), networks, subnets, routers);
    }
}
