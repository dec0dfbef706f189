package stratus.neutron.agent.l3;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import stratus.neutron.agent.Model;
import stratus.neutron.agent.host.Names;
import stratus.neutron.rpc.WantedState.Gateway;
import stratus.neutron.rpc.WantedState.Router;

final class RouterRulesTest {
    private final Model model = new Model();

    @Test
    void aRouterWithoutGatewayTranslatesNothing() {
        var router = new Router(model.router, true, model.router().interfaces(), null, List.of(), List.of());

        assertThat(RouterRules.render(router)).isEqualTo("table ip stratus {}\ndelete table ip stratus\n");
    }

    @Test
    void floatingIpsAreMapsBothWays() {
        model.floatingIp("172.24.4.11", model.guest(11));
        model.floatingIp("172.24.4.12", model.guest(12));

        assertThat(RouterRules.render(model.router()))
                .contains("elements = { 172.24.4.11 : 10.0.0.11, 172.24.4.12 : 10.0.0.12 }")
                .contains("elements = { 10.0.0.11 : 172.24.4.11, 10.0.0.12 : 172.24.4.12 }")
                .contains("!= { 172.24.4.11 . 10.0.0.11, 172.24.4.12 . 10.0.0.12 } drop")
                .contains("oifname \"" + Names.gatewayDevice(model.gateway) + "\" goto source");
    }

    @Test
    void withoutSnatOnlyFloatingIpsGoOutTranslated() {
        var gateway = Objects.requireNonNull(model.router().gateway());
        var bare = new Gateway(gateway.port(), gateway.network(), gateway.macAddress(), gateway.addresses(), false);
        var router = new Router(model.router, true, List.of(), bare, List.of(), List.of());

        assertThat(RouterRules.render(router))
                .contains("chain source {\nsnat to ip saddr map @floating_out\n}")
                .contains("chain hairpin {\nsnat to ip saddr map @floating_out\nsnat to 172.24.4.10\n}");
    }

    @Test
    void aRoutersOuterLegHasItsAddressItsFloatingIpsAndTheWayOut() {
        model.floatingIp("172.24.4.11", model.guest(11));
        var plan = new RouterNamespace(model.router(), model.state().networks()).plan();

        assertThat(plan.links().getLast().addresses()).containsExactly("172.24.4.10/24", "172.24.4.11/32");
        assertThat(plan.routes())
                .extracting(route -> route.destination() + " " + route.via())
                .containsExactly("default 172.24.4.1");
        assertThat(plan.ports()).containsExactly(model.leg, model.gateway);
    }
}
