package stratus.nova.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.Migrations;
import stratus.nova.domain.Server;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import tools.jackson.databind.JsonNode;

/** The actions that need a second host: checked, and refused as upstream refuses them where there is none. */
public final class MoveActions {
    private static final String FORCE = "Can't force to a non-provided destination";

    private final Migrations migrations;

    public MoveActions(Migrations migrations) {
        this.migrations = migrations;
    }

    public Map<String, ServerActionsApi.Action> actions() {
        return Map.of("os-migrateLive", this::live, "evacuate", this::evacuate);
    }

    private Response live(Request request, Server server, JsonNode body) {
        boolean forcible = request.version().atLeast(30) && !request.version().atLeast(68);
        boolean old = !request.version().atLeast(25);
        if (old) {
            ActionBody.only(body, "os-migrateLive", "block_migration", "disk_over_commit", "host");
            required(body, "disk_over_commit");
        } else if (forcible) {
            ActionBody.only(body, "os-migrateLive", "block_migration", "host", "force");
        } else {
            ActionBody.only(body, "os-migrateLive", "block_migration", "host");
        }
        required(body, "host");
        var block = required(body, "block_migration");
        if (old || !block.asString("").equals("auto")) {
            Values.flag("block_migration", block);
        }
        var host = ActionBody.host(body.path("host"));
        ServerActionsApi.require(request, server, "os-migrate-server:migrate_live" + (host == null ? "" : ":host"));
        force(body, forcible, host);
        migrations.live(request.caller(), server, host, !request.version().atLeast(34));
        return Response.accepted();
    }

    private static void force(JsonNode body, boolean forcible, @Nullable String host) {
        if (forcible && body.has("force") && Values.flag("force", body.path("force")) && host == null) {
            throw new Fault.Invalid(FORCE);
        }
    }

    private static JsonNode required(JsonNode body, String name) {
        if (!body.has(name)) {
            throw new Fault.Invalid("os-migrateLive", "'%s' is a required property".formatted(name));
        }
        return body.path(name);
    }

    private Response evacuate(Request request, Server server, JsonNode body) {
        ServerActionsApi.require(request, server, "os-evacuate");
        boolean forcible = request.version().atLeast(29) && !request.version().atLeast(68);
        if (!request.version().atLeast(14)) {
            ActionBody.only(body, "evacuate", "host", "onSharedStorage", "adminPass");
            shared(body);
        } else if (forcible) {
            ActionBody.only(body, "evacuate", "host", "adminPass", "force");
        } else {
            ActionBody.only(body, "evacuate", "host", "adminPass");
        }
        var host = ActionBody.host(body.path("host"));
        force(body, forcible, host);
        migrations.evacuate(server, host);
        return Response.accepted();
    }

    private static void shared(JsonNode body) {
        if (!body.has("onSharedStorage")) {
            throw new Fault.Invalid("evacuate", "'onSharedStorage' is a required property");
        }
        if (Values.flag("onSharedStorage", body.path("onSharedStorage")) && body.has("adminPass")) {
            throw new Fault.Invalid("admin password can't be changed on existing disk");
        }
    }
}
