package stratus.neutron.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import stratus.neutron.agent.Convergence.Outcome;
import stratus.oslo.base.Ids.PortId;

final class ReportsTest {
    private final List<String> told = new ArrayList<>();
    private final Reports reports = new Reports(
            new FakeServer() {
                @Override
                public void portUp(PortStatus port) {
                    told.add("up");
                }

                @Override
                public void portDown(PortStatus port) {
                    told.add("down");
                }
            },
            "node-1");
    private final PortId port = PortId.random();
    private final Outcome up = new Outcome(Set.of(port), Set.of(), Map.of(), List.of());
    private final Outcome down = new Outcome(Set.of(), Set.of(port), Map.of(), List.of());

    @Test
    void onlyChangesAreTold() {
        reports.tell(up);
        reports.tell(up);
        reports.tell(down);
        reports.tell(up);

        assertThat(told).containsExactly("up", "down", "up");
    }

    @Test
    void aPortThatIsNobodysAnyMoreIsNotSpokenOf() {
        reports.tell(up);
        reports.tell(new Outcome(Set.of(), Set.of(), Map.of(), List.of()));

        assertThat(told).containsExactly("up");
    }

    @Test
    void everythingIsToldAgainOnDemand() {
        reports.tell(up);
        reports.forget();
        reports.tell(up);

        assertThat(told).containsExactly("up", "up");
    }
}
