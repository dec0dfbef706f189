package stratus.horizon.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stratus.horizon.HorizonConfig;
import stratus.horizon.HorizonService;
import stratus.oslo.db.Db;
import stratus.oslo.messaging.InProcessBus;
import stratus.oslo.policy.Refusal;
import stratus.oslo.policy.Refused;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;

class ExplanationsApiTest {
    private static final String REQUEST = "req-11111111-1111-4111-8111-111111111111";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T09:00:00Z"));
    private final InstantSource clock = now::get;
    private final InProcessBus bus = new InProcessBus();
    private final Db db = BothDatabases.sqlite("trace");
    private final Callers callers = new Callers();
    private final HorizonService horizon =
            new HorizonService(HorizonConfig.usual("http://localhost:5000"), db, bus, callers, clock);
    private final TestApi api = new TestApi(horizon.api());

    @AfterEach
    void close() {
        api.close();
        horizon.close();
        bus.close();
        db.close();
    }

    private void refuse(String request, @Nullable Refusal refusal) {
        var user = callers.of("member").user().id();
        bus.publish(
                Refused.TOPIC,
                new Refused(
                        request,
                        "nova",
                        "POST",
                        "/v2.1/flavors",
                        user,
                        Callers.PROJECT,
                        "Policy doesn't allow",
                        refusal));
    }

    private static Refusal refusal() {
        return new Refusal(
                "flavors:create",
                "rule:admin",
                "role:admin",
                List.of("project"),
                Map.of("roles", "member, reader"),
                Map.of(),
                List.of(new Refusal.Part("role:admin", false, "admin")),
                List.of(List.of("the role admin")));
    }

    private int status(String token, String request) {
        return api.as(token)
                .exchange("GET", "/v1/explanations/" + request, null)
                .status();
    }

    @Test
    void whoWasRefusedReadsWhichRuleItWasAndWhatWouldSatisfyIt() {
        refuse(REQUEST, refusal());
        var found = api.as("member").get("/v1/explanations/" + REQUEST).at("/explanations/0");
        assertThat(found.path("service").asString()).isEqualTo("nova");
        assertThat(found.path("path").asString()).isEqualTo("/v2.1/flavors");
        assertThat(found.path("refused_at").asString()).isEqualTo("2026-11-23T09:00:00.000000Z");
        assertThat(found.at("/policy/rule").asString()).isEqualTo("flavors:create");
        assertThat(found.at("/policy/expanded").asString()).isEqualTo("role:admin");
        assertThat(found.at("/policy/parts/0/passed").asBoolean()).isFalse();
        assertThat(found.at("/policy/satisfied_by/0/0").asString()).isEqualTo("the role admin");
    }

    @Test
    void othersDoNotFindItAndAdministratorsDo() {
        refuse(REQUEST, refusal());
        assertThat(status("admin", REQUEST)).isEqualTo(200);
        assertThat(status("reader", REQUEST)).isEqualTo(404);
    }

    @Test
    void aRefusalWithoutARuleSaysSo() {
        refuse(REQUEST, null);
        var found = api.as("member").get("/v1/explanations/" + REQUEST).at("/explanations/0");
        assertThat(found.path("policy").isNull()).isTrue();
        assertThat(found.path("message").asString()).isEqualTo("Policy doesn't allow");
    }

    @Test
    void itIsForgottenAfterAnHour() {
        refuse(REQUEST, refusal());
        assertThat(status("admin", REQUEST)).isEqualTo(200);
        now.updateAndGet(t -> t.plus(Duration.ofMinutes(61)));
        assertThat(status("admin", REQUEST)).isEqualTo(404);
    }
}
