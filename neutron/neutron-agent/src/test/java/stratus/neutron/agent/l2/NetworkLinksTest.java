package stratus.neutron.agent.l2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import stratus.neutron.agent.AgentConfig.DataPlane;
import stratus.neutron.agent.Model;
import stratus.neutron.agent.host.LinkPlan;
import stratus.neutron.agent.host.Names;
import stratus.neutron.rpc.WantedState.Neighbour;
import stratus.neutron.rpc.WantedState.Peer;

final class NetworkLinksTest {
    private final Model model = new Model();

    private static NetworkLinks links(String nic) {
        return new NetworkLinks(new DataPlane("stratus", Map.of("public", nic), "192.0.2.1"));
    }

    @Test
    void anExternalNetworkWithoutANicHasItsGatewayHere() {
        assertThat(links("").of(model.external(), List.of()).getLast())
                .isEqualTo(LinkPlan.existing(Names.gatewayLeg(model.external))
                        .withMtu(1500)
                        .withAddresses(Set.of("172.24.4.1/24")));
    }

    @Test
    void aFlatNetworkWithANicHasItOnItsBridge() {
        assertThat(links("eth1").of(model.external(), List.of()))
                .contains(LinkPlan.existing("eth1").withMaster(Names.bridge(model.external)))
                .hasSize(2);
    }

    @Test
    void aPhysicalNetworkThatIsNotMappedIsSaid() {
        var nowhere = new NetworkLinks(new DataPlane("stratus", Map.of(), null));

        assertThatThrownBy(() -> nowhere.of(model.external(), List.of()))
                .hasMessageContaining("physical network public is not mapped");
    }

    @Test
    void aTunnelBeginsAtTheHostsOwnAddress() {
        assertThat(links("").of(model.network(), List.of()).getLast().make())
                .isEqualTo("type vxlan id 77 dstport 4789 local 192.0.2.1 nolearning");
    }

    @Test
    void framesForEveryoneGoToEveryPeerAndOthersToTheirHost() {
        model.peers.add(new Peer("192.0.2.2", List.of(new Neighbour("fa:16:3e:00:00:0c", List.of("10.0.0.12")))));
        var wanted = Tunnels.wanted(List.of(model.network()));
        var old = Set.of(List.of("vxlan-77", "00:00:00:00:00:00", "192.0.2.9"));

        assertThat(Tunnels.commands(wanted, old, Set.of("vxlan-77")))
                .containsExactly(
                        "fdb del 00:00:00:00:00:00 dev vxlan-77 dst 192.0.2.9",
                        "fdb append 00:00:00:00:00:00 dev vxlan-77 dst 192.0.2.2",
                        "fdb append fa:16:3e:00:00:0c dev vxlan-77 dst 192.0.2.2");
    }
}
