package stratus.cinder.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stratus.cinder.app.Backends;
import stratus.cinder.domain.Backend;
import stratus.cinder.domain.HostUsage;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /os-hosts} and {@code /capabilities}: backends as operators look at them one by one. */
public final class HostsApi {
    private static final String RULE = "volume_extension:hosts";
    /** Drivers come with Stratus, and have no versions of their own. */
    private static final String DRIVER_VERSION = "1.0.0";

    private static final Map<String, String> THIN = Map.of(
            "title", "Thin Provisioning",
            "description", "Volumes take room as they are written.",
            "type", "boolean");

    private final Backends backends;
    private final String host;
    private final String zone;
    private final InstantSource clock;

    /** {@code host} and {@code zone} are those of this process, which schedules. */
    public HostsApi(Backends backends, String host, String zone, InstantSource clock) {
        this.backends = backends;
        this.host = host;
        this.zone = zone;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.get("/os-hosts", RULE, this::list)
                .get("/os-hosts/{host_name}", RULE, this::show)
                .put("/os-hosts/{host_name}", RULE, this::update)
                .get("/capabilities/{host_name}", "volume_extension:capabilities", this::capabilities);
    }

    /** Disabled ones are left out. */
    private Response list(Request r) {
        r.authorize();
        var now = clock.instant();
        var all = new ArrayList<Map<String, Object>>();
        all.add(view(host, "cinder-scheduler", zone, true, now));
        backends.all().stream()
                .filter(b -> !b.disabled())
                .forEach(b -> all.add(view(b.host(), "cinder-volume", b.zone(), b.up(now), b.reportedAt())));
        var wanted = r.query().get("zone");
        all.removeIf(h -> wanted != null && !wanted.isEmpty() && !wanted.equals(h.get("zone")));
        return Response.ok(Map.of("hosts", all));
    }

    private static Map<String, Object> view(String name, String service, String zone, boolean up, Instant at) {
        return Map.of(
                "host_name", name,
                "service", service,
                "zone", zone,
                "service-status", up ? "available" : "unavailable",
                "service-state", "enabled",
                "last-update", at);
    }

    private Response show(Request r) {
        r.authorize();
        var backend = enabled(r);
        var usage = backends.usage(backend.host());
        var shown = new ArrayList<Map<String, Object>>();
        shown.add(resource(backend, total(usage)));
        usage.forEach(u -> shown.add(resource(backend, u)));
        return Response.ok(Map.of("host", shown));
    }

    private Backend enabled(Request r) {
        var name = r.path("host_name");
        return backends.all().stream()
                .filter(b -> b.host().equals(name) && !b.disabled())
                .findFirst()
                .orElseThrow(() -> new Fault.NotFound("Host %s could not be found.".formatted(name)));
    }

    private static HostUsage total(List<HostUsage> all) {
        return all.stream()
                .reduce(
                        new HostUsage("(total)", 0, 0, 0, 0),
                        (a, b) -> new HostUsage(
                                a.project(),
                                a.volumes() + b.volumes(),
                                a.volumeGib() + b.volumeGib(),
                                a.snapshots() + b.snapshots(),
                                a.snapshotGib() + b.snapshotGib()));
    }

    private static Map<String, Object> resource(Backend backend, HostUsage usage) {
        var body = new LinkedHashMap<String, Object>();
        body.put("host", backend.host());
        body.put("project", usage.project());
        body.put("volume_count", Long.toString(usage.volumes()));
        body.put("total_volume_gb", Long.toString(usage.volumeGib()));
        body.put("snapshot_count", Long.toString(usage.snapshots()));
        body.put("total_snapshot_gb", Long.toString(usage.snapshotGib()));
        return Map.of("resource", body);
    }

    /** Upstream's drivers do not do it either. */
    private Response update(Request r) {
        r.authorize();
        enabled(r);
        Bodies.oneOf(r.json(), "status", "enable", "disable");
        throw new Fault.NotImplemented("Hosts are enabled and disabled by os-services.");
    }

    private Response capabilities(Request r) {
        r.authorize();
        var name = r.path("host_name").replaceFirst("#.*", "");
        var backend = backends.all().stream()
                .filter(b -> b.host().equals(name))
                .findFirst()
                .orElseThrow(() -> new Fault.NotFound("Can't find service: %s".formatted(name)));
        return Response.ok(capabilities(backend));
    }

    private static Map<String, Object> capabilities(Backend b) {
        var body = new LinkedHashMap<String, Object>();
        body.put("namespace", "OS::Storage::Capabilities::" + b.host());
        body.put("vendor_name", b.vendor());
        body.put("volume_backend_name", b.pool());
        body.put("pool_name", b.pool());
        body.put("driver_version", DRIVER_VERSION);
        body.put("storage_protocol", b.protocol());
        body.put("display_name", b.pool());
        body.put("description", "Volumes of backend %s".formatted(b.host()));
        body.put("visibility", "public");
        body.put("replication_targets", List.of());
        body.put("properties", b.thin() ? Map.of("thin_provisioning", THIN) : Map.of());
        return body;
    }
}
