package stratus.horizon.api;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.horizon.app.Traces;
import stratus.horizon.domain.Trace;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v1/traces}: what requests did, step by step. A project sees its own; another's is not there. */
public final class TracesApi {
    private static final String SHOW = "horizon:traces:show";
    private static final int MOST = 1000;

    private final Traces traces;

    public TracesApi(Traces traces) {
        this.traces = traces;
    }

    public void routes(Routes routes) {
        routes.get("/traces", "horizon:traces:list", this::list)
                .get("/traces/{request_id}", SHOW, this::show)
                .get("/traces/{request_id}/events", SHOW, this::events);
        routes.under("").open("GET", "", TracesApi::versions);
    }

    private static Response versions(Request r) {
        var v1 = Map.of(
                "id",
                "v1.0",
                "status",
                "CURRENT",
                "links",
                List.of(Map.of("rel", "self", "href", r.baseUrl() + "/v1/")));
        return Response.ok(Map.of("versions", List.of(v1)));
    }

    private Response list(Request r) {
        r.authorize();
        var own = r.caller().project();
        boolean all = r.allows("horizon:traces:list:all_projects", Map.of());
        var project = all ? r.query().get("project_id") : own == null ? "" : own.id();
        int limit = Math.clamp(r.query().integer("limit", 1, 50), 1, MOST);
        var found = traces.latest(project, r.query().get("server_id"), limit);
        return Response.ok(
                Map.of("traces", found.stream().map(TraceView::summary).toList()));
    }

    private Response show(Request r) {
        var trace = allowed(r, traces.find(r.path("request_id")));
        return Response.ok(Map.of("trace", TraceView.whole(trace, traces.steps(trace))));
    }

    private Response events(Request r) {
        var id = r.path("request_id");
        var watch = traces.watch(id);
        try {
            var trace = allowed(r, traces.await(watch, id));
            return Response.ok(new EventStream(watch, trace, traces.steps(trace)))
                    .with("Content-Type", "text/event-stream")
                    .with("Cache-Control", "no-store");
        } catch (Fault refused) {
            watch.close();
            throw refused;
        } catch (InterruptedException e) {
            watch.close();
            Thread.currentThread().interrupt();
            throw new Fault.Unavailable("trace", e);
        }
    }

    private static Trace allowed(Request r, Optional<Trace> found) {
        var trace = found.filter(t -> r.allows(SHOW, target(t.projectId()))).orElse(null);
        if (trace == null) {
            r.authorize();
            throw new Fault.NotFound("Could not find trace: %s.".formatted(r.path("request_id")));
        }
        r.authorize(trace.projectId());
        return trace;
    }

    private static Map<String, @Nullable Object> target(@Nullable String project) {
        return Collections.singletonMap("project_id", project);
    }
}
