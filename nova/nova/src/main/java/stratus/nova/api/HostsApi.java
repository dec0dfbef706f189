package stratus.nova.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.ComputeServices;
import stratus.nova.app.Hypervisors;
import stratus.nova.domain.Host;
import stratus.nova.domain.Service;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /os-hosts}, until 2.42: services by host, and what a compute host has. */
public final class HostsApi {
    private static final String RULE = "os_compute_api:os-hosts:";

    private final ComputeServices services;
    private final Hypervisors hypervisors;

    public HostsApi(ComputeServices services, Hypervisors hypervisors) {
        this.services = services;
        this.hypervisors = hypervisors;
    }

    public void routes(Routes routes) {
        routes.get("/os-hosts", RULE + "list", this::list)
                .get("/os-hosts/{host}", RULE + "show", this::show)
                .put("/os-hosts/{host}", RULE + "update", this::update)
                .get("/os-hosts/{host}/startup", RULE + "start", this::refuse)
                .get("/os-hosts/{host}/shutdown", RULE + "shutdown", this::refuse)
                .get("/os-hosts/{host}/reboot", RULE + "reboot", this::refuse);
    }

    private Response list(Request request) {
        request.authorize();
        Values.until(request, 42);
        var zone = request.query().get("zone");
        var wanted = request.query().get("service");
        var hosts = services.list(null, null).stream()
                .filter(s -> zone == null || zone.isEmpty() || zone.equals(services.zone(s)))
                .filter(s -> wanted == null || wanted.equals(program(s)))
                .map(s -> Map.of("host_name", s.host(), "service", program(s), "zone", services.zone(s)))
                .toList();
        return Response.ok(Map.of("hosts", hosts));
    }

    private static String program(Service service) {
        return service.program().replace("nova-", "");
    }

    /** Power and maintenance of hosts are for drivers that have them; none of ours does. */
    private Response refuse(Request request) {
        request.authorize();
        Values.until(request, 42);
        find(request.path("host"));
        throw new Fault.NotImplemented("Virt driver does not implement host disabled status.");
    }

    record Update(
            @Nullable String status,
            @JsonProperty("maintenance_mode") @Nullable String maintenance) {}

    private Response update(Request request) {
        request.authorize();
        Values.until(request, 42);
        var wanted = request.body(Update.class);
        if (wanted.status() == null && wanted.maintenance() == null) {
            throw new Fault.Invalid(
                    "Invalid input for field/attribute body. Value: {}. {} does not have enough properties");
        }
        enabled("status", wanted.status());
        enabled("maintenance_mode", wanted.maintenance());
        return refuse(request);
    }

    private static void enabled(String field, @Nullable String value) {
        if (value != null && !value.strip().toLowerCase(Locale.ROOT).matches("enable|disable")) {
            throw new Fault.Invalid(field, "'%s' is not one of ['enable', 'disable']".formatted(value));
        }
    }

    private Host find(String name) {
        return hypervisors.all().stream()
                .filter(h -> h.host().equals(name))
                .findFirst()
                .orElseThrow(() -> new Fault.NotFound("Compute host %s could not be found.".formatted(name)));
    }

    private Response show(Request request) {
        request.authorize();
        Values.until(request, 42);
        var name = request.path("host");
        var host = find(name);
        var rows = new ArrayList<Map<String, Object>>();
        rows.add(resource(name, "(total)", host.vcpus(), host.memoryMb(), host.diskGb()));
        rows.add(resource(name, "(used_now)", host.vcpusUsed(), host.memoryMbUsed(), host.diskGbUsed()));
        rows.addAll(used(host));
        return Response.ok(Map.of("host", rows));
    }

    /** By all servers on the host, then by those of each project. */
    private List<Map<String, Object>> used(Host host) {
        var byProject = new LinkedHashMap<String, long[]>();
        byProject.put("(used_max)", new long[3]);
        for (var server : hypervisors.on(host)) {
            var flavor = server.spec().flavor();
            for (var whose : List.of("(used_max)", server.projectId().text())) {
                var sums = byProject.computeIfAbsent(whose, _ -> new long[3]);
                sums[0] += flavor.vcpus();
                sums[1] += flavor.memoryMib();
                sums[2] += flavor.rootGib() + (long) flavor.ephemeralGib();
            }
        }
        return byProject.entrySet().stream()
                .map(e -> resource(host.host(), e.getKey(), e.getValue()[0], e.getValue()[1], e.getValue()[2]))
                .toList();
    }

    private static Map<String, Object> resource(String host, String project, long cpu, long memory, long disk) {
        return Map.of(
                "resource", Map.of("host", host, "project", project, "cpu", cpu, "memory_mb", memory, "disk_gb", disk));
    }
}
