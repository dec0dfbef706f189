package stratus.neutron.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import stratus.neutron.rpc.WantedState.DhcpPort;
import stratus.neutron.rpc.WantedState.Network;
import stratus.neutron.rpc.WantedState.NetworkType;
import stratus.neutron.rpc.WantedState.Router;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;
import tools.jackson.databind.json.JsonMapper;

final class WantedStateTest {
    private final JsonMapper json = JsonMapper.builder().build();

    @Test
    void theSameStateComesOutOfTheWire() {
        var dhcp = new DhcpPort(PortId.random(), "node-1", "fa:16:3e:00:00:01", List.of());
        var network = new Network(
                NetworkId.random(),
                NetworkType.VXLAN,
                null,
                77,
                1450,
                false,
                null,
                List.of(),
                List.of(dhcp),
                List.of(),
                List.of());
        var router = new Router(RouterId.random(), true, List.of(), null, List.of(), List.of());
        var state = new WantedState(List.of(network), List.of(), List.of(), List.of(router));

        var wire = json.writeValueAsString(state);

        assertThat(wire)
                .contains("\"type\":\"vxlan\"")
                .contains("\"id\":\"" + network.id().text());
        assertThat(json.readValue(wire, WantedState.class)).isEqualTo(state);
    }
}
