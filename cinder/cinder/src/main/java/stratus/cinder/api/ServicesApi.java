package stratus.cinder.api;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.Backends;
import stratus.cinder.app.Types;
import stratus.cinder.domain.Backend;
import stratus.cinder.scheduler.Candidate;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /os-services}, the scheduler's pools, and availability zones: what backends there are. */
public final class ServicesApi {
    private static final String VOLUME = "cinder-volume";
    private static final String SCHEDULER = "cinder-scheduler";

    private final Backends backends;
    private final Types types;
    private final String host;
    private final String zone;
    private final InstantSource clock;

    /** {@code host} and {@code zone} are those of this process, which schedules. */
    public ServicesApi(Backends backends, Types types, String host, String zone, InstantSource clock) {
        this.backends = backends;
        this.types = types;
        this.host = host;
        this.zone = zone;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.get("/os-services", "volume_extension:services:index", this::list)
                .put("/os-services/{action}", "volume_extension:services:update", this::update)
                .get("/scheduler-stats/get_pools", "scheduler_extension:scheduler_stats:get_pools", this::pools)
                .token("GET", "/os-availability-zone", this::zones);
    }

    private Response list(Request r) {
        r.authorize();
        var all = new ArrayList<Map<String, @Nullable Object>>();
        all.add(scheduler());
        backends.all().forEach(b -> all.add(service(r, b)));
        if (r.version().atLeast(7)) {
            all.forEach(s -> s.put("cluster", null));
        }
        var wantedHost = r.query().get("host");
        var binary = r.query().get("binary", r.query().get("service", ""));
        all.removeIf(s -> (wantedHost != null && !on(wantedHost, String.valueOf(s.get("host"))))
                || (!binary.isEmpty() && !binary.equals(s.get("binary"))));
        return Response.ok(Map.of("services", all));
    }

    /** A node's name stands for its backends, too. */
    private static boolean on(String wanted, String host) {
        return host.equals(wanted) || host.startsWith(wanted + "@");
    }

    /** This process: while it answers, it is up. */
    private Map<String, @Nullable Object> scheduler() {
        return common(SCHEDULER, host, zone, false, null, true, clock.instant());
    }

    private Map<String, @Nullable Object> service(Request r, Backend b) {
        var body = common(
                VOLUME, b.host(), b.zone(), b.disabled(), b.disabledReason(), b.up(clock.instant()), b.reportedAt());
        body.put("frozen", b.frozen());
        body.put("replication_status", "disabled");
        body.put("active_backend_id", null);
        if (r.version().atLeast(49)) {
            body.put("backend_state", b.up(clock.instant()) ? "up" : "down");
        }
        return body;
    }

    private static Map<String, @Nullable Object> common(
            String binary, String host, String zone, boolean disabled, @Nullable String reason, boolean up, Object at) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("binary", binary);
        body.put("host", host);
        body.put("zone", zone);
        body.put("status", disabled ? "disabled" : "enabled");
        body.put("state", up ? "up" : "down");
        body.put("updated_at", at);
        body.put("disabled_reason", reason);
        return body;
    }

    private Response update(Request r) {
        r.authorize();
        var body = r.json();
        return switch (r.path("action")) {
            case "enable" -> switched(r, body, false, null);
            case "disable" -> switched(r, body, true, null);
            case "disable-log-reason" -> switched(r, body, true, Bodies.needed(body, "disabled_reason"));
            case "freeze" -> frozen(r, body, true);
            case "thaw" -> frozen(r, body, false);
            case "failover_host", "failover", "set-log", "get-log" ->
                throw new Fault.NotImplemented("'%s' is not supported by any backend.".formatted(r.path("action")));
            default -> throw new Fault.NotFound("Unknown action");
        };
    }

    private Response switched(Request r, JsonNode body, boolean disabled, @Nullable String reason) {
        Bodies.only(body, "host", "binary", "service", "cluster", reason == null ? "host" : "disabled_reason");
        var on = Bodies.needed(body, "host");
        var binary = body.has("binary") ? Bodies.needed(body, "binary") : Bodies.needed(body, "service");
        boolean here = binary.equals(VOLUME)
                ? backends.all().stream().anyMatch(b -> b.host().equals(on))
                : binary.equals(SCHEDULER) && on.equals(host);
        if (!here) {
            throw new Fault.NotFound("Could not find binary %s on host %s.".formatted(binary, on));
        }
        if (!binary.equals(VOLUME)) {
            throw new Fault.NotImplemented("Only %s services can be disabled.".formatted(VOLUME));
        }
        backends.disable(r.caller(), on, disabled, reason);
        var answer = new LinkedHashMap<String, @Nullable Object>();
        answer.put("host", on);
        answer.put("service", binary);
        answer.put("disabled", disabled);
        answer.put("binary", binary);
        answer.put("status", disabled ? "disabled" : "enabled");
        if (reason != null) {
            answer.put("disabled_reason", reason);
        }
        return Response.ok(answer);
    }

    private Response frozen(Request r, JsonNode body, boolean frozen) {
        r.require(frozen ? "volume:freeze_host" : "volume:thaw_host", Map.of());
        Bodies.only(body, "host", "cluster");
        backends.freeze(r.caller(), Bodies.needed(body, "host"), frozen);
        return Response.of(200, null);
    }

    private Response pools(Request r) {
        r.authorize();
        boolean detail = Ask.flag(r, "detail", false);
        refuseUnknown(r);
        var name = r.version().atLeast(28) ? r.query().get("name") : null;
        var type = r.version().atLeast(35) ? r.query().get("volume_type") : null;
        var specs = type == null
                ? Map.<String, String>of()
                : types.get(Ask.viewer(r), type).extraSpecs();
        var shown = backends.candidates().stream()
                .filter(c -> c.backend().up(clock.instant()))
                .filter(c -> name == null || name.equals(name(c)))
                .filter(c -> c.offers(specs))
                .map(c -> pool(c, detail))
                .toList();
        return Response.ok(Map.of("pools", shown));
    }

    /** Here upstream takes no other filter from an administrator either. */
    private static void refuseUnknown(Request r) {
        if (r.version().atLeast(31)) {
            var named = new LinkedHashSet<>(r.query().names());
            named.remove("detail");
            named.removeAll(Filters.POOLS.users());
            Filters.refuse(named);
        }
    }

    private static String name(Candidate candidate) {
        return candidate.backend().host() + "#" + candidate.backend().pool();
    }

    private static Map<String, Object> pool(Candidate candidate, boolean detail) {
        var b = candidate.backend();
        var body = new LinkedHashMap<String, Object>();
        body.put("name", name(candidate));
        if (detail) {
            var can = new LinkedHashMap<>(candidate.capabilities());
            can.put("timestamp", b.reportedAt());
            body.put("capabilities", can);
        }
        return body;
    }

    private Response zones(Request r) {
        var known = new TreeMap<String, Boolean>();
        known.put(zone, true);
        for (var b : backends.all()) {
            known.merge(b.zone(), b.up(clock.instant()) && !b.disabled(), Boolean::logicalOr);
        }
        List<Map<String, Object>> shown = new ArrayList<>();
        known.forEach((name, open) -> shown.add(Map.of("zoneName", name, "zoneState", Map.of("available", open))));
        return Response.ok(Map.of("availabilityZoneInfo", shown));
    }
}
