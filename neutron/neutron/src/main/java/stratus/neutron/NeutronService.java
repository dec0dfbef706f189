package stratus.neutron;

import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import stratus.neutron.api.DiscoveryApi;
import stratus.neutron.api.IpAvailabilityApi;
import stratus.neutron.api.PoolsApi;
import stratus.neutron.api.QuotasApi;
import stratus.neutron.api.ResourceApi;
import stratus.neutron.api.RoutersApi;
import stratus.neutron.api.SchedulesApi;
import stratus.neutron.api.View;
import stratus.neutron.app.AddressScopes;
import stratus.neutron.app.AgentNews;
import stratus.neutron.app.Agents;
import stratus.neutron.app.AutoTopologies;
import stratus.neutron.app.Bindings;
import stratus.neutron.app.Dhcp;
import stratus.neutron.app.FirstStart;
import stratus.neutron.app.FloatingIps;
import stratus.neutron.app.NetworkServer;
import stratus.neutron.app.Networks;
import stratus.neutron.app.Ports;
import stratus.neutron.app.PretendedAgents;
import stratus.neutron.app.Quotas;
import stratus.neutron.app.Resources;
import stratus.neutron.app.RouterHosts;
import stratus.neutron.app.Routers;
import stratus.neutron.app.Schedules;
import stratus.neutron.app.SecurityGroupRules;
import stratus.neutron.app.SecurityGroups;
import stratus.neutron.app.SubnetPools;
import stratus.neutron.app.Subnets;
import stratus.neutron.app.Work;
import stratus.neutron.rpc.NetworkServerRpc;
import stratus.neutron.store.AddressStore;
import stratus.neutron.store.ProjectStore;
import stratus.neutron.store.ResourceStore;
import stratus.neutron.store.TopologyStore;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.base.Tokens;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.oslo.http.Api;
import stratus.oslo.http.Errors;
import stratus.oslo.http.Microversions;
import stratus.oslo.http.Routes;
import stratus.oslo.messaging.Bus;
import stratus.oslo.policy.Policy;

/** The network service: its API, and what its agents ask. */
public final class NeutronService implements AutoCloseable {
    private final Api api;
    private final Bus.Registration served;
    private final AgentNews news;
    private final NetworkServerRpc server;
    private final FirstStart firstStart;

    public NeutronService(NeutronConfig config, Db db, Bus bus, Tokens tokens, VifEvents events, InstantSource clock) {
        var policy = Policy.load(Policy.defaults(NeutronService.class, "policy.yaml"), config.policyFile());
        var tables = new Work.Tables(
                new ResourceStore(), new AddressStore(db), new ProjectStore(), new ChangeLog(db, clock));
        var changes = new Semaphore(0);
        var resources = new Resources(db, tables, policy, clock, changes::release);
        this.news = new AgentNews(bus, resources, changes);

        var agents = new Agents(config.fakeAgents());
        var quotas = new Quotas();
        var bindings = new Bindings(agents, events);
        var groups = new SecurityGroups(quotas);
        var ports = new Ports(quotas, bindings, groups);
        var dhcp = new Dhcp(agents, ports);
        var hosts = new RouterHosts(agents, ports);
        var routers = new Routers(quotas, ports, hosts);
        var floatingIps = new FloatingIps(quotas, ports, agents, bindings);

        var networks = new Networks(quotas, agents, floatingIps);
        var subnets = new Subnets(quotas, dhcp, ports);
        var pools = new SubnetPools(quotas);
        this.firstStart = new FirstStart(resources, networks, subnets, pools);

        var routes = Routes.at("/v2.0");
        var view = new View(resources, policy.rules(), clock);
        new DiscoveryApi(resources).routes(routes);
        new ResourceApi(resources, agents, view).routesWithoutCreate(routes);
        new ResourceApi(resources, networks, view).routes(routes);
        new ResourceApi(resources, subnets, view).routes(routes);
        new ResourceApi(resources, ports.guarded(), view).routes(routes);
        new ResourceApi(resources, groups, view).routes(routes);
        new ResourceApi(resources, new SecurityGroupRules(quotas, groups), view).routes(routes);
        new ResourceApi(resources, routers, view).routes(routes);
        new RoutersApi(resources, routers, view).routes(routes);
        new ResourceApi(resources, floatingIps, view).routes(routes);
        var topologies = new AutoTopologies(new TopologyStore(db), networks, subnets, routers);
        new ResourceApi(resources, pools, view).routes(routes);
        new ResourceApi(resources, new AddressScopes(), view).routes(routes);
        new PoolsApi(resources, pools, topologies, view).routes(routes);
        new SchedulesApi(resources, new Schedules(agents, dhcp, hosts), view).routes(routes);
        new IpAvailabilityApi(resources).routes(routes);
        new QuotasApi(resources, quotas).routes(routes);
        this.api = new Api(
                "neutron",
                routes,
                Errors.NEUTRON,
                tokens,
                policy,
                Microversions.none(),
                TimeFormat.SECONDS_Z,
                config.authUri(),
                Api.USUAL_BODY);
        this.server = new NetworkServer(resources, agents, bindings, dhcp, hosts);
        this.served = bus.serve(NetworkServerRpc.class, new Bus.Address.AnyOf(NetworkServerRpc.TOPIC), server);
    }

    public Api api() {
        return api;
    }

    /** Makes the external network of a new cloud, unless that was done before; {@code project} gives its owner then. */
    public void begin(PublicNetwork wanted, Supplier<String> project) {
        firstStart.seed(wanted, project);
    }

    /** Says that agents live on the host, where guests are pretended; until closed. */
    public AutoCloseable pretendAgents(String host) {
        var agents = new PretendedAgents(server, host);
        agents.start();
        return agents;
    }

    @Override
    public void close() {
        served.close();
        news.close();
    }
}
