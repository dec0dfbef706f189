package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.Consoles;
import stratus.nova.app.Servers;
import stratus.nova.domain.Server;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** Where a server's screen can be seen: {@code remote-consoles} since 2.6, an action before, and what tokens say. */
public final class ConsolesApi {
    private static final Map<String, List<String>> TYPES = Map.of(
            "vnc", List.of("novnc"),
            "spice", List.of("spice-html5"),
            "serial", List.of("serial"),
            "rdp", List.of("rdp-html5"),
            "mks", List.of("webmks"));
    private static final String RULE = "os_compute_api:os-console-auth-tokens";

    private final Servers servers;
    private final Consoles consoles;

    public ConsolesApi(Servers servers, Consoles consoles) {
        this.servers = servers;
        this.consoles = consoles;
    }

    public void routes(Routes routes) {
        routes.post("/servers/{server_id}/remote-consoles", "os_compute_api:os-remote-consoles", this::create)
                .get("/os-console-auth-tokens/{token}", RULE, this::show);
    }

    /** The actions that gave consoles until 2.5. */
    public Map<String, ServerActionsApi.Action> actions() {
        return Map.of(
                "os-getVNCConsole", (r, s, a) -> old(r, s, a, "vnc"),
                "os-getSPICEConsole", (r, s, a) -> old(r, s, a, "spice"),
                "os-getRDPConsole", (r, s, a) -> old(r, s, a, "rdp"),
                "os-getSerialConsole", (r, s, a) -> old(r, s, a, "serial"));
    }

    private Response old(Request request, Server server, JsonNode argument, String protocol) {
        Values.until(request, 5);
        ServerActionsApi.require(request, server, "os-remote-consoles");
        var type = argument.path("type").asString("");
        boolean xvp = protocol.equals("vnc") && type.equals("xvpvnc");
        if (!xvp) {
            known(protocol, type);
        }
        return Response.ok(Map.of("console", Map.of("type", type, "url", url(request, server, type))));
    }

    record Body(Wanted remoteConsole) {}

    record Wanted(String protocol, String type) {}

    private Response create(Request request) {
        var server = ServersApi.find(request, servers);
        Values.since(request, 6);
        var wanted = request.body(Body.class).remoteConsole();
        known(wanted.protocol(), wanted.type());
        var body = new LinkedHashMap<String, Object>();
        body.put("protocol", wanted.protocol());
        body.put("type", wanted.type());
        body.put("url", url(request, server, wanted.type()));
        return Response.ok(Map.of("remote_console", body));
    }

    private static void known(String protocol, String type) {
        if (!TYPES.containsKey(protocol)) {
            throw new Fault.Invalid(
                    "protocol", "'%s' is not one of ['vnc', 'spice', 'rdp', 'serial', 'mks']".formatted(protocol));
        }
        if (!TYPES.getOrDefault(protocol, List.of()).contains(type)) {
            throw new Fault.Invalid(
                    "type",
                    "'%s' is not one of ['novnc', 'xvpvnc', 'rdp-html5', 'spice-html5', 'serial', 'webmks']"
                            .formatted(type));
        }
    }

    private String url(Request request, Server server, String type) {
        if (!type.equals("novnc")) {
            throw new Fault.Invalid("Unavailable console type %s.".formatted(type));
        }
        return consoles.novnc(request.caller(), server);
    }

    private Response show(Request request) {
        request.authorize();
        if (!request.version().atLeast(31)) {
            throw new Fault.Invalid("Token does not relate to a rdp console");
        }
        var token = consoles.find(request.path("token")).orElseThrow(() -> new Fault.NotFound("Token not found"));
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("instance_uuid", token.serverId().text());
        body.put("host", token.host());
        body.put("port", token.port());
        body.put("internal_access_path", token.internalAccessPath());
        return Response.ok(Map.of("console", body));
    }
}
