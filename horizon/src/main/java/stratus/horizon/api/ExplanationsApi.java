package stratus.horizon.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.horizon.app.Refusals;
import stratus.horizon.app.Refusals.Told;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import stratus.oslo.policy.Refusal;

/** {@code /v1/explanations}: which rule was behind a 403, and what would satisfy it. To others, one's own are not there. */
public final class ExplanationsApi {
    private static final String SHOW = "horizon:explanations:show";

    private final Refusals refusals;

    public ExplanationsApi(Refusals refusals) {
        this.refusals = refusals;
    }

    public void routes(Routes routes) {
        routes.get("/explanations/{request_id}", SHOW, this::show);
    }

    private Response show(Request r) {
        var id = r.path("request_id");
        var mine = found(id).stream()
                .filter(told -> r.allows(SHOW, Map.of("user_id", told.refused().userId())))
                .toList();
        if (mine.isEmpty()) {
            r.authorize();
            throw new Fault.NotFound("Could not find explanation: %s.".formatted(id));
        }
        r.authorize(Map.of("user_id", mine.getFirst().refused().userId()));
        return Response.ok(
                Map.of("explanations", mine.stream().map(ExplanationsApi::view).toList()));
    }

    private List<Told> found(String id) {
        try {
            return refusals.find(id);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault.Unavailable("explanation", e);
        }
    }

    private static Map<String, @Nullable Object> view(Told told) {
        var refused = told.refused();
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("request_id", refused.requestId());
        view.put("refused_at", told.at());
        view.put("service", refused.service());
        view.put("method", refused.method());
        view.put("path", refused.path());
        view.put("user_id", refused.userId());
        view.put("project_id", refused.projectId());
        view.put("message", refused.message());
        view.put("policy", refused.refusal() == null ? null : policy(refused.refusal()));
        return view;
    }

    private static Map<String, Object> policy(Refusal refusal) {
        var view = new LinkedHashMap<String, Object>();
        view.put("rule", refusal.rule());
        view.put("check", refusal.check());
        view.put("expanded", refusal.expanded());
        view.put("scopes", refusal.scopes());
        view.put("credentials", refusal.credentials());
        view.put("target", refusal.target());
        view.put("parts", refusal.parts().stream().map(ExplanationsApi::part).toList());
        view.put("satisfied_by", refusal.satisfiedBy());
        return view;
    }

    private static Map<String, @Nullable Object> part(Refusal.Part part) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("check", part.check());
        view.put("wanted", part.wanted());
        view.put("passed", part.passed());
        return view;
    }
}
