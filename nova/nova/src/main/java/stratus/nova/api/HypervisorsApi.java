package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.Hypervisors;
import stratus.nova.domain.Host;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.json.JsonMapper;

/** {@code /os-hypervisors}. */
public final class HypervisorsApi {
    private static final String RULE = "os_compute_api:os-hypervisors:";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST = 1000;

    private final Hypervisors hypervisors;

    public HypervisorsApi(Hypervisors hypervisors) {
        this.hypervisors = hypervisors;
    }

    public void routes(Routes routes) {
        routes.get("/os-hypervisors", RULE + "list", this::list)
                .get("/os-hypervisors/detail", RULE + "list-detail", this::detail)
                .get("/os-hypervisors/statistics", RULE + "statistics", this::statistics)
                .get("/os-hypervisors/{id}", RULE + "show", this::show)
                .get("/os-hypervisors/{id}/uptime", RULE + "uptime", this::uptime)
                .get("/os-hypervisors/{id}/search", RULE + "search", this::search)
                .get("/os-hypervisors/{id}/servers", RULE + "servers", this::servers);
    }

    private Response list(Request request) {
        request.authorize();
        return page(request, "os-hypervisors", HypervisorBody::brief);
    }

    private Response detail(Request request) {
        request.authorize();
        return page(request, "os-hypervisors/detail", h -> h);
    }

    private Response page(Request request, String collection, Function<HypervisorBody, Record> shape) {
        var version = request.version();
        var pattern = version.atLeast(53) ? request.query().get("hypervisor_hostname_pattern") : null;
        boolean withServers = version.atLeast(53)
                && Boolean.TRUE.equals(Values.bool(request.query().get("with_servers", "false")));
        int limit = version.atLeast(33) ? Math.min(request.query().integer("limit", 0, MOST), MOST) : MOST;
        var all = after(request, version.atLeast(33) ? request.query().get("marker") : null).stream()
                .filter(h -> pattern == null || h.hypervisorHostname().contains(pattern))
                .toList();
        if (pattern != null && all.isEmpty()) {
            throw new Fault.NotFound("No hypervisor matching '%s' could be found.".formatted(pattern));
        }
        var shown = all.subList(0, Math.min(limit, all.size()));
        var body = new LinkedHashMap<String, Object>();
        body.put(
                "hypervisors",
                shown.stream()
                        .map(h -> shape.apply(body(request, h, withServers)))
                        .toList());
        if (shown.size() < all.size() && !shown.isEmpty()) {
            body.put("hypervisors_links", Links.next(request, collection, id(request, shown.getLast())));
        }
        return Response.ok(body);
    }

    private List<Host> after(Request request, @Nullable String marker) {
        var all = hypervisors.all();
        if (marker == null) {
            return all;
        }
        for (int i = 0; i < all.size(); i++) {
            if (id(request, all.get(i)).toString().equals(marker)) {
                return all.subList(i + 1, all.size());
            }
        }
        throw new Fault.Invalid("marker [%s] not found".formatted(marker));
    }

    private static Object id(Request request, Host host) {
        return request.version().atLeast(53) ? host.id().toString() : host.number();
    }

    private HypervisorBody body(Request request, Host h, boolean withServers) {
        var known = hypervisors.known(h);
        var service = known.service();
        boolean disabled = service == null || service.disabled();
        Object serviceId = service == null
                ? 0
                : request.version().atLeast(53) ? service.id().toString() : service.number();
        return new HypervisorBody(
                id(request, h),
                h.hypervisorHostname(),
                known.up() ? "up" : "down",
                disabled ? "disabled" : "enabled",
                h.hypervisorType(),
                h.hypervisorVersion(),
                h.hostIp(),
                new HypervisorBody.Service(serviceId, h.host(), service == null ? null : service.disabledReason()),
                withServers ? on(h) : null,
                h.uptime(),
                h.vcpus(),
                h.vcpusUsed(),
                h.memoryMb(),
                h.memoryMbUsed(),
                h.diskGb(),
                h.diskGbUsed(),
                h.memoryMb() - h.memoryMbUsed(),
                h.diskGb() - h.diskGbUsed(),
                0,
                h.runningVms(),
                h.diskAvailableGb(),
                request.version().atLeast(28) ? h.cpuInfo() : JSON.writeValueAsString(h.cpuInfo()));
    }

    private List<HypervisorBody.Server> on(Host host) {
        return hypervisors.on(host).stream()
                .map(s -> new HypervisorBody.Server(s.name(), s.id().text()))
                .toList();
    }

    private Host find(Request request) {
        var id = request.path("id");
        return hypervisors.all().stream()
                .filter(h -> id(request, h).toString().equals(id))
                .findFirst()
                .orElseThrow(() -> new Fault.NotFound("Hypervisor with ID '%s' could not be found.".formatted(id)));
    }

    private Response show(Request request) {
        request.authorize();
        boolean withServers = request.version().atLeast(53)
                && Boolean.TRUE.equals(Values.bool(request.query().get("with_servers", "false")));
        return Response.ok(Map.of("hypervisor", body(request, find(request), withServers)));
    }

    private Response statistics(Request request) {
        request.authorize();
        Values.until(request, 87);
        return Response.ok(Map.of("hypervisor_statistics", HypervisorBody.sum(hypervisors.all())));
    }

    private Response uptime(Request request) {
        request.authorize();
        Values.until(request, 87);
        var host = find(request);
        if (host.uptime() == null) {
            throw new Fault.NotImplemented("Virt driver does not implement uptime function.");
        }
        var body = new LinkedHashMap<String, Object>();
        var brief = body(request, host, false).brief();
        body.put("id", brief.id());
        body.put("hypervisor_hostname", brief.hypervisorHostname());
        body.put("state", brief.state());
        body.put("status", brief.status());
        body.put("uptime", host.uptime());
        return Response.ok(Map.of("hypervisor", body));
    }

    private Response search(Request request) {
        request.authorize();
        Values.until(request, 52);
        return named(request, false);
    }

    private Response servers(Request request) {
        request.authorize();
        Values.until(request, 52);
        return named(request, true);
    }

    private Response named(Request request, boolean withServers) {
        var name = request.path("id");
        var found = hypervisors.all().stream()
                .filter(h -> h.hypervisorHostname().contains(name))
                .map(h -> body(request, h, withServers).brief())
                .toList();
        if (found.isEmpty()) {
            throw new Fault.NotFound("No hypervisor matching '%s' could be found.".formatted(name));
        }
        return Response.ok(Map.of("hypervisors", found));
    }
}
