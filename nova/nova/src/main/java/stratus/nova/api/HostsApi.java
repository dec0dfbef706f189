package stratus.nova.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
                .put("/os-hosts/{host}", RULE + "update", this::refuse)
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
                .filter(s -> zone == null || zone.equals(services.zone(s)))
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
        throw new Fault.NotImplemented("Virt driver does not implement host disabled status.");
    }

    private Response show(Request request) {
        request.authorize();
        Values.until(request, 42);
        var name = request.path("host");
        var host = hypervisors.all().stream()
                .filter(h -> h.host().equals(name))
                .findFirst()
                .orElseThrow(() -> new Fault.NotFound("Compute host %s could not be found.".formatted(name)));
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
