package stratus.neutron;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import stratus.neutron.api.AddressGroupsApi;
import stratus.neutron.api.DiscoveryApi;
import stratus.neutron.api.FloatingIpPoolsApi;
import stratus.neutron.api.IpAvailabilityApi;
import stratus.neutron.api.PoolsApi;
import stratus.neutron.api.QosRuleTypesApi;
import stratus.neutron.api.QosRulesApi;
import stratus.neutron.api.QuotasApi;
import stratus.neutron.api.ResourceApi;
import stratus.neutron.api.RoutersApi;
import stratus.neutron.api.SchedulesApi;
import stratus.neutron.api.View;
import stratus.neutron.app.AgentNews;
import stratus.neutron.app.FirstStart;
import stratus.neutron.app.NetworkServer;
import stratus.neutron.app.PretendedAgents;
import stratus.neutron.app.Resources;
import stratus.neutron.app.Work;
import stratus.neutron.rpc.NetworkServerRpc;
import stratus.neutron.store.AddressStore;
import stratus.neutron.store.GrantStore;
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
    private final NetworkServerRpc server;
    private final FirstStart firstStart;

    public NeutronService(NeutronConfig config, Db db, Bus bus, Tokens tokens, VifEvents events, InstantSource clock) {
        var policy = Policy.load(Policy.defaults(NeutronService.class, "policy.yaml"), config.policyFile());
        var tables = new Work.Tables(
                new ResourceStore(),
                new AddressStore(db),
                new ProjectStore(),
                new GrantStore(),
                new ChangeLog(db, clock));
        var changes = new Semaphore(0);
        var resources = new Resources(db, tables, policy, clock, changes::release);
        this.news = new AgentNews(bus, resources, changes);

        var parts = new Parts(config, db, events);
        this.firstStart = new FirstStart(resources, parts.networks, parts.subnets, parts.pools);
        var routes = routes(resources, parts, new View(resources, policy.rules(), clock));
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
        this.server = new NetworkServer(resources, parts.agents, parts.bindings, parts.dhcp, parts.hosts);
        this.served = bus.serve(NetworkServerRpc.class, new Bus.Address.AnyOf(NetworkServerRpc.TOPIC), server);
    }

    private static Routes routes(Resources resources, Parts parts, View view) {
        var routes = Routes.at("/v2.0");
        new DiscoveryApi(resources).routes(routes);
        new ResourceApi(resources, parts.agents, view).routesWithoutCreate(routes);
        for (var rules : List.of(
                parts.networks,
                parts.qosPolicies,
                parts.subnets,
                parts.pools,
                parts.ports.guarded(),
                parts.groups,
                parts.routers,
                parts.floatingIps)) {
            new ResourceApi(resources, rules, view).routes(routes);
        }
        for (var rules : List.of(parts.scopes, parts.addressGroups, parts.groupRules, parts.rbacPolicies)) {
            new ResourceApi(resources, rules, view).routesWithoutTags(routes);
        }
        new ResourceApi(resources, parts.defaultRules, view).routesWithoutUpdate(routes);
        new RoutersApi(resources, parts.routers, view).routes(routes);
        new PoolsApi(resources, parts.pools, parts.topologies, view).routes(routes);
        new AddressGroupsApi(resources, parts.addressGroups, view).routes(routes);
        new QosRuleTypesApi().routes(routes);
        new QosRulesApi(resources, parts.qosRules, view).routes(routes);
        new FloatingIpPoolsApi(resources).routes(routes);
        new SchedulesApi(resources, parts.schedules, view).routes(routes);
        new IpAvailabilityApi(resources).routes(routes);
        new QuotasApi(resources, parts.quotas).routes(routes);
        return routes;
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
