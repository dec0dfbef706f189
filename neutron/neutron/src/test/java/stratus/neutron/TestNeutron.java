package stratus.neutron;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import stratus.neutron.rpc.AgentRpc;
import stratus.neutron.rpc.NetworkServerRpc;
import stratus.neutron.rpc.NetworkServerRpc.AgentState;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.messaging.Bus;
import stratus.oslo.messaging.InProcessBus;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;

/** A network service with its API, its bus and what it told the compute service. */
public final class TestNeutron implements AutoCloseable {
    public final List<ServerId> plugged = new CopyOnWriteArrayList<>();
    public final List<ServerId> changed = new CopyOnWriteArrayList<>();
    public final Callers callers = new Callers();
    public final InProcessBus bus = new InProcessBus();
    public final TestApi api;
    private final NeutronService service;

    public TestNeutron(Db db, boolean fakeAgents) {
        service = new NeutronService(
                new NeutronConfig("http://keystone", fakeAgents, null),
                db,
                bus,
                callers,
                new Told(),
                InstantSource.system());
        api = new TestApi(service.api());
    }

    private final class Told implements VifEvents {
        @Override
        public void plugged(ServerId server, PortId port) {
            plugged.add(server);
        }

        @Override
        public void changed(ServerId server, PortId port) {
            changed.add(server);
        }
    }

    public NetworkServerRpc server() {
        return bus.client(NetworkServerRpc.class, new Bus.Address.AnyOf(NetworkServerRpc.TOPIC));
    }

    /** One host's agents, alive now. */
    public void agentsOn(String host) {
        for (var type : List.of("Linux bridge agent", "DHCP agent", "L3 agent")) {
            Map<String, Object> configurations = Map.of("tunnel_types", List.of("vxlan"), "tunneling_ip", "192.0.2.1");
            server().reportState(new AgentState(host, type, "binary", "topic", null, configurations, true));
        }
    }

    public void begin(PublicNetwork wanted, String project) {
        service.begin(wanted, () -> project);
    }

    /** Takes down each nudge for the host's agent. */
    public void agentHears(String host, Semaphore nudges) {
        AgentRpc agent = _ -> nudges.release();
        bus.serve(AgentRpc.class, new Bus.Address.OnHost(AgentRpc.TOPIC, host), agent);
    }

    @Override
    public void close() {
        api.close();
        service.close();
        bus.close();
    }
}
