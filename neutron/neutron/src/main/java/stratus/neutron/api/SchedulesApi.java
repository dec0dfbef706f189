package stratus.neutron.api;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import stratus.neutron.app.Resources;
import stratus.neutron.app.Schedules;
import stratus.neutron.app.Work;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.node.JsonNodeFactory;

/** Agents and what they serve, in both directions. */
public final class SchedulesApi {
    private final Resources resources;
    private final Schedules schedules;
    private final View view;

    public SchedulesApi(Resources resources, Schedules schedules, View view) {
        this.resources = resources;
        this.schedules = schedules;
        this.view = view;
    }

    @FunctionalInterface
    private interface Change {
        void apply(Work work, String agent, String served);
    }

    public void routes(Routes routes) {
        routes.get(
                        "/agents/{id}/dhcp-networks",
                        "get_dhcp-networks",
                        r -> list(r, Kinds.NETWORK, schedules::networksOn))
                .post(
                        "/agents/{id}/dhcp-networks",
                        "create_dhcp-network",
                        r -> add(r, "network_id", schedules::addNetwork))
                .delete(
                        "/agents/{id}/dhcp-networks/{served}",
                        "delete_dhcp-network",
                        r -> remove(r, schedules::removeNetwork))
                .get(
                        "/networks/{id}/dhcp-agents",
                        "get_dhcp-agents",
                        r -> list(r, Kinds.AGENT, schedules::dhcpAgentsOf))
                .get("/agents/{id}/l3-routers", "get_l3-routers", r -> list(r, Kinds.ROUTER, schedules::routersOn))
                .post("/agents/{id}/l3-routers", "create_l3-router", r -> add(r, "router_id", schedules::addRouter))
                .delete("/agents/{id}/l3-routers/{served}", "delete_l3-router", r -> remove(r, schedules::removeRouter))
                .get("/routers/{id}/l3-agents", "get_l3-agents", r -> list(r, Kinds.AGENT, schedules::l3AgentsOf));
    }

    private Response list(Request r, Kind kind, BiFunction<Work, String, List<Resource>> which) {
        r.authorize();
        var found = resources.read(r.caller(), w -> which.apply(w, r.path("id")));
        var around = view.around(r, kind, found);
        return Response.ok(Map.of(
                kind.collection(),
                found.stream().map(one -> view.of(r, kind, one, around)).toList()));
    }

    private Response add(Request r, String name, Change change) {
        r.authorize();
        var served = r.json().path(name);
        if (!served.isString()) {
            throw Refusals.badRequest("Unable to find '%s' in request body".formatted(name));
        }
        return change(r, served.stringValue(), change, 201);
    }

    private Response remove(Request r, Change change) {
        r.authorize();
        return change(r, r.path("served"), change, 204);
    }

    private Response change(Request r, String served, Change change, int status) {
        resources.write(r.caller(), w -> {
            change.apply(w, r.path("id"), served);
            return true;
        });
        return Response.of(status, status == 201 ? JsonNodeFactory.instance.nullNode() : null);
    }
}
