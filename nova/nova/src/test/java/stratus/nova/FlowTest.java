package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.nova.domain.QuotaResource;
import stratus.nova.store.QuotaStore;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.trace.TraceEvent;
import stratus.oslo.trace.TraceEvent.Outcome;
import stratus.oslo.trace.Tracer;
import stratus.testing.service.Await;
import stratus.testing.service.Callers;

/** From the request to a running guest and back. */
class FlowTest extends WithNova {
    private final List<TraceEvent> trace = new CopyOnWriteArrayList<>();

    @BeforeEach
    void watch() {
        nova.bus.subscribe(Tracer.TOPIC, TraceEvent.class, trace::add);
    }

    @Test
    void aServerIsBuiltStoppedAndDeletedAndLeavesNothing() {
        var id = nova.create(Map.of());

        Await.until(() -> nova.status(id).equals("ACTIVE"));
        assertThat(nova.driver.guests()).containsExactly(ServerId.parse(id));
        assertThat(nova.claims.places()).containsEntry(id, "host-1");

        assertThat(steps(id, Outcome.OK)).contains(7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 28, 29);
        assertThat(steps(id, Outcome.SKIPPED)).containsExactly(22, 23, 24, 25, 26, 27);

        nova.member().call("POST", "/v2.1/servers/" + id + "/action", Map.of("os-stop", Map.of()));
        Await.until(() -> nova.status(id).equals("SHUTOFF"));

        nova.member().delete("/v2.1/servers/" + id);
        Await.until(
                () -> nova.member().exchange("GET", "/v2.1/servers/" + id, null).status() == 404);
        assertThat(nova.driver.guests()).isEmpty();
        assertThat(nova.claims.all()).isEmpty();
    }

    @Test
    void aServerThatFitsNowhereSaysWhatWasMissingWhere() {
        var needs = Map.of("capabilities:hypervisor_type", "xen");
        nova.as("admin", "2.96").post("/v2.1/flavors/1/os-extra_specs", Map.of("extra_specs", needs));
        var id = nova.create(Map.of());

        Await.until(() -> nova.status(id).equals("ERROR"));
        var fault = nova.member().get("/v2.1/servers/" + id).path("server").path("fault");
        assertThat(fault.path("message").asString())
                .isEqualTo("No valid host was found. There are not enough hosts available."
                        + " ComputeCapabilitiesFilter: needed hypervisor xen, had fake (1 host)");
        assertThat(fault.has("details")).isFalse();
        assertThat(nova.as("admin", "2.96")
                        .get("/v2.1/servers/" + id)
                        .at("/server/fault/details")
                        .asString())
                .contains("host-1: ComputeCapabilitiesFilter: needed hypervisor xen, had fake");
        assertThat(nova.claims.all()).isEmpty();
        assertThat(steps(id, Outcome.FAILED)).containsExactly(10);
    }

    @Test
    void aHundredServersOfOneRequestRun() {
        liftQuotas();
        nova.create(Map.of("min_count", 100));

        Await.until(() -> nova.driver.guests().size() == 100
                && nova.member()
                                .get("/v2.1/servers?status=active")
                                .path("servers")
                                .size()
                        == 100);
    }

    private void liftQuotas() {
        nova.db.run(tx -> {
            var quotas = new QuotaStore(nova.db);
            for (var what : List.of(QuotaResource.INSTANCES, QuotaResource.CORES, QuotaResource.RAM)) {
                quotas.set(tx, new ProjectId(Callers.PROJECT), null, what, -1);
            }
        });
    }

    private List<Integer> steps(String server, Outcome outcome) {
        return trace.stream()
                .filter(e -> e.serverId() != null && e.serverId().text().equals(server))
                .filter(e -> e.outcome() == outcome && e.compensationOf() == null)
                .map(TraceEvent::step)
                .toList();
    }
}
