package stratus.neutron;

import java.time.InstantSource;
import stratus.neutron.api.DiscoveryApi;
import stratus.neutron.api.QuotasApi;
import stratus.neutron.api.ResourceApi;
import stratus.neutron.api.RoutersApi;
import stratus.neutron.api.View;
import stratus.neutron.app.AgentNews;
import stratus.neutron.app.Agents;
import stratus.neutron.app.Bindings;
import stratus.neutron.app.Dhcp;
import stratus.neutron.app.FloatingIps;
import stratus.neutron.app.NetworkServer;
import stratus.neutron.app.Networks;
import stratus.neutron.app.Ports;
import stratus.neutron.app.Quotas;
import stratus.neutron.app.Resources;
import stratus.neutron.app.RouterHosts;
import stratus.neutron.app.Routers;
import stratus.neutron.app.SecurityGroupRules;
import stratus.neutron.app.SecurityGroups;
import stratus.neutron.app.Subnets;
import stratus.neutron.app.Work;
import stratus.neutron.rpc.NetworkServerRpc;
import stratus.neutron.store.AddressStore;
import stratus.neutron.store.ProjectStore;
import stratus.neutron.store.ResourceStore;
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

    public NeutronService(NeutronConfig config, Db db, Bus bus, Tokens tokens, VifEvents events, InstantSource clock) {
        var policy = Policy.load(Policy.defaults(NeutronService.class, "policy.yaml"), config.policyFile());
        var tables = new Work.Tables(
                new ResourceStore(), new AddressStore(db), new ProjectStore(), new ChangeLog(db, clock));
        this.news = new AgentNews(bus);
        var resources = new Resources(db, tables, policy, clock, news::changed);
        news.watch(resources);

        var agents = new Agents(config.fakeAgents());
        var quotas = new Quotas();
        var bindings = new Bindings(agents, events);
        var groups = new SecurityGroups(quotas);
        var ports = new Ports(quotas, bindings, groups);
        var dhcp = new Dhcp(agents, ports);
        var hosts = new RouterHosts(agents, ports);
        var routers = new Routers(quotas, ports, hosts);
        var floatingIps = new FloatingIps(quotas, ports, agents);

        var routes = Routes.at("/v2.0");
        var view = new View(resources, policy.rules(), clock);
        new DiscoveryApi(resources).routes(routes);
        new ResourceApi(resources, agents, view).routesWithoutCreate(routes);
        new ResourceApi(resources, new Networks(quotas, agents, floatingIps), view).routes(routes);
        new ResourceApi(resources, new Subnets(quotas, dhcp), view).routes(routes);
        new ResourceApi(resources, ports.guarded(), view).routes(routes);
        new ResourceApi(resources, groups, view).routes(routes);
        new ResourceApi(resources, new SecurityGroupRules(quotas, groups), view).routes(routes);
        new ResourceApi(resources, routers, view).routes(routes);
        new RoutersApi(resources, routers, view).routes(routes);
        new ResourceApi(resources, floatingIps, view).routes(routes);
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
        this.served = bus.serve(
                NetworkServerRpc.class,
                new Bus.Address.AnyOf(NetworkServerRpc.TOPIC),
                new NetworkServer(resources, agents, bindings, dhcp, hosts));
    }

    public Api api() {
        return api;
    }

    @Override
    public void close() {
        served.close();
        news.close();
    }
}
