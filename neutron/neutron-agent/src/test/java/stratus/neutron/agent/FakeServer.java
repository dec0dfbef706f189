package stratus.neutron.agent;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import stratus.neutron.rpc.FloatingIpId;
import stratus.neutron.rpc.NetworkServerRpc;
import stratus.neutron.rpc.WantedState;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.PortId;

/** A network server that wants what the test says, and remembers what it was told. */
class FakeServer implements NetworkServerRpc {
    final Set<PortId> up = ConcurrentHashMap.newKeySet();
    final Set<String> agents = ConcurrentHashMap.newKeySet();
    final Set<FloatingIpId> floating = ConcurrentHashMap.newKeySet();
    final Map<String, InstanceOf> owners = new ConcurrentHashMap<>();
    final Map<String, WantedState> wanted = new ConcurrentHashMap<>();

    @Override
    public WantedState wantedState(GetWantedState request) {
        return wanted.getOrDefault(request.host(), WantedState.NOTHING);
    }

    @Override
    public void reportState(AgentState state) {
        agents.add(state.agentType());
    }

    @Override
    public void portUp(PortStatus port) {
        up.add(port.port());
    }

    @Override
    public void portDown(PortStatus port) {
        up.remove(port.port());
    }

    @Override
    public void floatingIps(FloatingIpStatus status) {
        floating.addAll(status.active());
        floating.retainAll(status.active());
    }

    @Override
    public InstanceOf whoAsks(AddressOnNetwork address) {
        var owner = owners.get(address.address());
        if (owner == null) {
            throw new Fault.NotFound("Port", address.address());
        }
        return owner;
    }
}
