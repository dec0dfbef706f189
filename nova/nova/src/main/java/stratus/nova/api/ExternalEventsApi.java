package stratus.nova.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.ExternalEvents;
import stratus.nova.app.ExternalEvents.Outcome;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /os-server-external-events}: for other services only. */
public final class ExternalEventsApi {
    private static final Map<String, Integer> NAMES = Map.of(
            "network-changed", 1,
            "network-vif-plugged", 1,
            "network-vif-unplugged", 1,
            "network-vif-deleted", 1,
            "volume-extended", 51);

    /** Events of drivers that there are none of here. */
    private static final Map<String, Integer> OTHERS =
            Map.of("power-update", 76, "accelerator-request-bound", 82, "volume-reimaged", 93);

    private final ExternalEvents events;

    public ExternalEventsApi(ExternalEvents events) {
        this.events = events;
    }

    public void routes(Routes routes) {
        routes.post("/os-server-external-events", "os_compute_api:os-server-external-events:create", this::create);
    }

    record Body(List<Event> events) {
        Body {
            if (events.isEmpty()) {
                throw new Fault.Invalid("events", "[] is too short");
            }
        }
    }

    record Event(
            String name,
            UUID serverUuid,
            @Nullable String status,
            @Nullable String tag) {
        Event {
            if (status != null && !List.of("failed", "completed", "in-progress").contains(status)) {
                throw new Fault.Invalid(
                        "status", "'%s' is not one of ['failed', 'completed', 'in-progress']".formatted(status));
            }
        }
    }

    private Response create(Request request) {
        request.authorize();
        var body = request.body(Body.class);
        body.events().forEach(e -> known(request, e.name()));
        var answers = new ArrayList<Map<String, Object>>();
        boolean all = true;
        for (var event : body.events()) {
            int code = code(request, event);
            all &= code == 200;
            answers.add(answer(event, code));
        }
        return Response.of(all ? 200 : 207, Map.of("events", answers));
    }

    private static void known(Request request, String name) {
        int since = NAMES.getOrDefault(name, OTHERS.getOrDefault(name, Integer.MAX_VALUE));
        if (!request.version().atLeast(since)) {
            throw new Fault.Invalid("name", "'%s' is not one of %s".formatted(name, NAMES.keySet()));
        }
    }

    private int code(Request request, Event event) {
        if (!NAMES.containsKey(event.name())) {
            return 422;
        }
        var status = event.status() == null ? "completed" : event.status();
        var outcome = events.take(
                request.caller(),
                new ExternalEvents.Event(event.name(), new ServerId(event.serverUuid()), status, event.tag()));
        return switch (outcome) {
            case Outcome.DONE -> 200;
            case Outcome.NO_SERVER -> 404;
            case Outcome.NO_TAG -> 400;
            case Outcome.NO_HOST -> 422;
        };
    }

    private static Map<String, Object> answer(Event event, int code) {
        var all = new LinkedHashMap<String, Object>();
        all.put("name", event.name());
        all.put("server_uuid", event.serverUuid().toString());
        all.put("status", code == 200 ? "completed" : "failed");
        if (event.tag() != null) {
            all.put("tag", event.tag());
        }
        all.put("code", code);
        return all;
    }
}
