package stratus.horizon.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stratus.horizon.HorizonConfig;
import stratus.horizon.HorizonService;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.messaging.InProcessBus;
import stratus.oslo.trace.TraceEvent.Outcome;
import stratus.oslo.trace.Tracer;
import stratus.testing.service.Await;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;
import tools.jackson.databind.JsonNode;

class TracesApiTest {
    private static final String BOOT = "req-11111111-1111-4111-8111-111111111111";
    private static final String LOG_IN = "req-22222222-2222-4222-8222-222222222222";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T09:00:00Z"));
    private final InstantSource clock = now::get;
    private final InProcessBus bus = new InProcessBus();
    private final Db db = BothDatabases.sqlite("trace");
    private final HorizonService horizon =
            new HorizonService(HorizonConfig.usual("http://localhost:5000"), db, bus, new Callers(), clock);
    private final TestApi api = new TestApi(horizon.api());
    private final Tracer tracer = new Tracer(bus, clock);
    private final ServerId server = ServerId.random();

    @AfterEach
    void close() {
        api.close();
        horizon.close();
        bus.close();
        db.close();
    }

    private void step(String request, int number, String project) {
        try (var step = tracer.step(request, number < 7 ? null : server, number)) {
            now.updateAndGet(t -> t.plus(Duration.ofMillis(250)));
            step.with("project_id", project).end(Outcome.OK);
        }
    }

    private JsonNode trace(String token, int steps) {
        Await.until("trace of %d steps".formatted(steps), () -> {
            var found = trace(token).path("steps");
            // a step is told at its beginning, and again at its end
            return found.size() == steps && found.findValues("outcome").stream().noneMatch(JsonNode::isNull);
        });
        return trace(token);
    }

    private JsonNode trace(String token) {
        return api.as(token).exchange("GET", "/v1/traces/" + BOOT, null).body().path("trace");
    }

    @Test
    void aBootIsShownStepByStepAsFarAsItGot() {
        step(BOOT, 3, Callers.PROJECT);
        step(BOOT, 7, Callers.PROJECT);
        tracer.step(BOOT, server, 19).fail(new Fault.NotFound("Image", "x"));

        var trace = trace("member", 3);

        assertThat(trace.path("server_id").asString()).isEqualTo(server.text());
        assertThat(trace.path("state").asString()).isEqualTo("FAILED");
        assertThat(trace.path("last_step").asInt()).isEqualTo(19);
        var first = trace.at("/steps/0");
        assertThat(first.path("number").asInt()).isEqualTo(3);
        assertThat(first.path("name").asString()).isEqualTo("The boot request arrives");
        assertThat(first.path("caller").asString()).isEqualTo("client");
        assertThat(first.path("callee").asString()).isEqualTo("nova-api");
        assertThat(first.path("started").asString()).isEqualTo("2026-11-23T09:00:00.000000Z");
        assertThat(first.path("duration").asDouble()).isEqualTo(0.25);
        assertThat(first.path("outcome").asString()).isEqualTo("OK");
        assertThat(trace.at("/steps/2/error").asString()).isEqualTo("Image x could not be found.");
    }

    @Test
    void theLogInIsFoundByItsToken() {
        tracer.step(LOG_IN, null, 1).with("audit_id", "a1").end(Outcome.OK);
        tracer.step(LOG_IN, null, 2).with("audit_id", "a1").end(Outcome.OK);
        tracer.step(BOOT, null, 3)
                .with("audit_id", "a1")
                .with("project_id", Callers.PROJECT)
                .end(Outcome.OK);

        assertThat(trace("member", 3).at("/steps/0/number").asInt()).isEqualTo(1);
        assertThat(api.as("admin").get("/v1/traces").path("traces").size()).isEqualTo(1);
    }

    @Test
    void anotherProjectsTraceIsNotThere() {
        step(BOOT, 3, Callers.PROJECT);
        trace("admin", 1);

        assertThat(api.as("other").exchange("GET", "/v1/traces/" + BOOT, null).status())
                .isEqualTo(404);
        assertThat(api.as("other").get("/v1/traces").path("traces").size()).isZero();
        assertThat(api.as("member").get("/v1/traces").path("traces").size()).isEqualTo(1);
        assertThat(api.anonymous().exchange("GET", "/v1/traces", null).status()).isEqualTo(401);
    }

    @Test
    void whoWatchesHearsWhatWasAndWhatComes() throws InterruptedException {
        step(BOOT, 3, Callers.PROJECT);
        trace("member", 1);
        var out = new ByteArrayOutputStream();
        var watching =
                Thread.ofVirtual().start(() -> api.as("member").download("/v1/traces/%s/events".formatted(BOOT), out));
        step(BOOT, 28, Callers.PROJECT);
        step(BOOT, 29, Callers.PROJECT);

        assertThat(watching.join(Await.PATIENCE)).isTrue();
        var text = out.toString(StandardCharsets.UTF_8);
        assertThat(text)
                .contains("event: step\ndata: {")
                .contains("\"number\":28")
                .endsWith("{\"state\":\"OK\"}\n\n");
        assertThat(text.split("event: step")).hasSizeBetween(4, 6);
    }
}
