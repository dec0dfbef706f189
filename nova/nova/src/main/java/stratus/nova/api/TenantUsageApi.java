package stratus.nova.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.TenantUsage;
import stratus.nova.app.TenantUsage.Use;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /os-simple-tenant-usage}: hours, and how much of what during them. */
public final class TenantUsageApi {
    private static final String RULE = "os_compute_api:os-simple-tenant-usage:";
    private static final int MOST = 1000;

    private final TenantUsage usage;

    public TenantUsageApi(TenantUsage usage) {
        this.usage = usage;
    }

    public void routes(Routes routes) {
        routes.get("/os-simple-tenant-usage", RULE + "list", this::list)
                .get("/os-simple-tenant-usage/{tenant_id}", RULE + "show", this::show);
    }

    private record Period(Instant start, Instant stop) {}

    private record Shown(List<Use> uses, boolean more) {}

    private Response list(Request request) {
        request.authorize();
        boolean detailed = request.query().get("detailed", "0").equals("1");
        var period = period(request);
        var shown = page(request, usage.of(period.start(), period.stop(), null));
        var byProject = new LinkedHashMap<String, List<Use>>();
        shown.uses()
                .forEach(u -> byProject
                        .computeIfAbsent(u.server().projectId().text(), _ -> new ArrayList<>())
                        .add(u));
        var body = new LinkedHashMap<String, Object>();
        body.put(
                "tenant_usages",
                byProject.entrySet().stream()
                        .map(e -> summary(e.getKey(), e.getValue(), period, detailed))
                        .toList());
        links(request, body, "tenant_usages_links", "os-simple-tenant-usage", shown);
        return Response.ok(body);
    }

    private Response show(Request request) {
        var project = request.path("tenant_id");
        request.authorize(project);
        var period = period(request);
        var shown = page(request, usage.of(period.start(), period.stop(), project));
        var body = new LinkedHashMap<String, Object>();
        body.put("tenant_usage", shown.uses().isEmpty() ? Map.of() : summary(project, shown.uses(), period, true));
        links(request, body, "tenant_usage_links", "os-simple-tenant-usage/" + project, shown);
        return Response.ok(body);
    }

    private Period period(Request request) {
        var now = usage.now();
        var start = time(request, "start", now);
        var stop = time(request, "end", now);
        if (!start.isBefore(stop)) {
            throw new Fault.Invalid("Invalid start time. The start time cannot occur after the end time.");
        }
        return new Period(start, stop.isAfter(now) ? now : stop);
    }

    private static Instant time(Request request, String name, Instant now) {
        try {
            var given = Values.time(request.query(), name);
            return given == null ? now : given;
        } catch (Fault.Invalid wrong) {
            throw new Fault.Invalid("Invalid datetime string: Datetime is in invalid format");
        }
    }

    private static Shown page(Request request, List<Use> all) {
        if (!request.version().atLeast(40)) {
            return new Shown(all, false);
        }
        var rest = after(all, request.query().get("marker"));
        int limit = Math.min(request.query().integer("limit", 0, MOST), MOST);
        int count = Math.min(limit == 0 ? MOST : limit, rest.size());
        return new Shown(rest.subList(0, count), count < rest.size());
    }

    private static List<Use> after(List<Use> all, @Nullable String marker) {
        if (marker == null) {
            return all;
        }
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).server().id().text().equals(marker)) {
                return all.subList(i + 1, all.size());
            }
        }
        throw new Fault.Invalid("Marker %s could not be found.".formatted(marker));
    }

    private static void links(Request request, Map<String, Object> body, String key, String collection, Shown shown) {
        if (shown.more()) {
            var last = shown.uses().getLast().server().id().text();
            body.put(key, Links.next(request, collection, last));
        }
    }

    private static Map<String, @Nullable Object> summary(
            String project, List<Use> uses, Period period, boolean detailed) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("tenant_id", project);
        body.put("start", Values.micros(period.start()));
        body.put("stop", Values.micros(period.stop()));
        body.put("total_hours", uses.stream().mapToDouble(Use::hours).sum());
        body.put(
                "total_local_gb_usage",
                uses.stream().mapToDouble(u -> u.hours() * u.localGib()).sum());
        body.put(
                "total_memory_mb_usage",
                uses.stream()
                        .mapToDouble(u -> u.hours() * u.server().spec().flavor().memoryMib())
                        .sum());
        body.put(
                "total_vcpus_usage",
                uses.stream()
                        .mapToDouble(u -> u.hours() * u.server().spec().flavor().vcpus())
                        .sum());
        if (detailed) {
            body.put("server_usages", uses.stream().map(TenantUsageApi::server).toList());
        }
        return body;
    }

    private static Map<String, @Nullable Object> server(Use use) {
        var server = use.server();
        var flavor = server.spec().flavor();
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("instance_id", server.id().text());
        body.put("name", server.name());
        body.put("tenant_id", server.projectId().text());
        body.put("flavor", flavor.name());
        body.put("hours", use.hours());
        body.put("local_gb", use.localGib());
        body.put("memory_mb", flavor.memoryMib());
        body.put("vcpus", flavor.vcpus());
        body.put("state", use.state());
        body.put("started_at", Values.micros(server.launchedAt()));
        body.put("ended_at", Values.micros(server.terminatedAt()));
        body.put("uptime", use.uptime().toSeconds());
        return body;
    }
}
