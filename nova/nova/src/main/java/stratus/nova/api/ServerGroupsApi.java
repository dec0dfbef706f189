package stratus.nova.api;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.ServerGroups;
import stratus.nova.domain.ServerGroup;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import stratus.oslo.http.Since;
import stratus.oslo.http.Until;

/** {@code /os-server-groups}. */
public final class ServerGroupsApi {
    private static final String RULE = "os_compute_api:os-server-groups:";
    private static final int MOST = 1000;
    private static final List<String> OLD = List.of("anti-affinity", "affinity");
    private static final List<String> ALL = List.of("anti-affinity", "affinity", "soft-anti-affinity", "soft-affinity");

    private final ServerGroups groups;
    private final InstantSource clock;

    public ServerGroupsApi(ServerGroups groups, InstantSource clock) {
        this.groups = groups;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.get("/os-server-groups", RULE + "index", this::list)
                .post("/os-server-groups", RULE + "create", this::create)
                .get("/os-server-groups/{id}", RULE + "show", this::show)
                .delete("/os-server-groups/{id}", RULE + "delete", this::delete);
    }

    record Create(New serverGroup) {}

    record New(
            String name,
            @Until(63) @Nullable List<String> policies,
            @Since(64) @Nullable String policy,
            @Since(64) @Nullable Rules rules) {
        New {
            Values.name("name", name);
        }

        String chosen(Request request) {
            var known = request.version().atLeast(15) ? ALL : OLD;
            var given = request.version().atLeast(64)
                    ? policy
                    : policies == null || policies.size() != 1 ? null : policies.getFirst();
            if (given == null || !known.contains(given)) {
                throw new Fault.Invalid("policy", "'%s' is not one of %s".formatted(given, known));
            }
            if (rules != null && rules.maxServerPerHost() != null && !given.equals("anti-affinity")) {
                throw new Fault.Invalid("Only anti-affinity policy supports rules {\"max_server_per_host\": %d}"
                        .formatted(rules.maxServerPerHost()));
            }
            return given;
        }
    }

    record Rules(@Nullable Integer maxServerPerHost) {
        Rules {
            if (maxServerPerHost != null && maxServerPerHost < 1) {
                throw new Fault.Invalid(
                        "max_server_per_host", "%d is less than the minimum of 1".formatted(maxServerPerHost));
            }
        }
    }

    record Body(
            String id,
            String name,
            @Until(63) List<String> policies,
            @Until(63) Map<String, String> metadata,
            @Since(64) String policy,
            @Since(64) Map<String, Integer> rules,
            List<String> members,
            @Since(13) String projectId,
            @Since(13) String userId) {}

    private Body body(ServerGroup group) {
        Integer perHost = group.perHost();
        return new Body(
                group.id().toString(),
                group.name(),
                List.of(group.policy()),
                Map.of(),
                group.policy(),
                perHost == null ? Map.of() : Map.of("max_server_per_host", perHost),
                groups.members(group).stream().map(s -> s.text()).toList(),
                group.projectId().value(),
                group.userId().value());
    }

    private Response list(Request request) {
        request.authorize();
        boolean everyone = request.query().has("all_projects") && request.allows(RULE + "index:all_projects", Map.of());
        int limit = Math.min(request.query().integer("limit", 0, MOST), MOST);
        int offset = request.query().integer("offset", 0, 0);
        var found = groups.list(everyone ? null : request.caller().projectId(), limit, offset);
        return Response.ok(
                Map.of("server_groups", found.stream().map(this::body).toList()));
    }

    private Response create(Request request) {
        request.authorize();
        var asked = request.body(Create.class).serverGroup();
        var group = new ServerGroup(
                UUID.randomUUID(),
                request.caller().projectId(),
                request.caller().userId(),
                asked.name(),
                asked.chosen(request),
                asked.rules() == null ? null : asked.rules().maxServerPerHost(),
                clock.instant());
        return Response.ok(Map.of("server_group", body(groups.create(request.caller(), group))));
    }

    private Response show(Request request) {
        var group = groups.get(request.path("id"));
        request.authorize(group.projectId().value());
        return Response.ok(Map.of("server_group", body(group)));
    }

    private Response delete(Request request) {
        var group = groups.get(request.path("id"));
        request.authorize(group.projectId().value());
        groups.delete(request.caller(), group);
        return Response.noContent();
    }
}
