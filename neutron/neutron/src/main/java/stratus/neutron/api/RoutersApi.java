package stratus.neutron.api;

import java.util.Map;
import stratus.neutron.app.Resources;
import stratus.neutron.app.RouterInterfaces;
import stratus.neutron.app.Routers;
import stratus.neutron.app.Work;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.neutron.domain.Types;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What can be done to a router besides what can be done to any resource: its interfaces and its routes. */
public final class RoutersApi {
    private final Resources resources;
    private final Routers routers;
    private final RouterInterfaces interfaces;
    private final View view;

    public RoutersApi(Resources resources, Routers routers, View view) {
        this.resources = resources;
        this.routers = routers;
        this.interfaces = routers.interfaces();
        this.view = view;
    }

    public void routes(Routes routes) {
        routes.put("/routers/{id}/add_router_interface", "add_router_interface", this::addInterface)
                .put("/routers/{id}/remove_router_interface", "remove_router_interface", this::removeInterface)
                .put(
                        "/routers/{id}/add_extraroutes",
                        "add_extraroutes",
                        r -> routed(r, (work, id, said) -> routers.addRoutes(work, id, said)))
                .put(
                        "/routers/{id}/remove_extraroutes",
                        "remove_extraroutes",
                        r -> routed(r, (work, id, said) -> routers.removeRoutes(work, id, said)));
    }

    private Resource authorized(Request r) {
        var router = view.find(r, Kinds.ROUTER, r.path("id"));
        r.authorize(view.target(r, Kinds.ROUTER, router));
        return router;
    }

    private Response addInterface(Request r) {
        var router = authorized(r);
        var said = leg(r);
        if (said.has("port_id") && said.has("subnet_id")) {
            throw bad("Cannot specify both subnet-id and port-id");
        }
        return Response.ok(resources.write(
                r.caller(),
                w -> said.has("port_id")
                        ? interfaces.addPort(w, router.id(), said.text("port_id"))
                        : interfaces.addSubnet(w, router.id(), said.text("subnet_id"))));
    }

    private Response removeInterface(Request r) {
        var router = authorized(r);
        var said = leg(r);
        return Response.ok(resources.write(
                r.caller(),
                w -> said.has("port_id")
                        ? interfaces.removePort(w, router.id(), said.text("port_id"), said.text("subnet_id"))
                        : interfaces.removeSubnet(w, router.id(), said.text("subnet_id"))));
    }

    /** {@code {"subnet_id": …}} or {@code {"port_id": …}}. */
    private static Resource leg(Request r) {
        var said = r.json() instanceof ObjectNode object ? new Resource(object) : Resource.empty();
        if (!said.has("port_id") && !said.has("subnet_id")) {
            throw bad("Either subnet_id or port_id must be specified");
        }
        for (var name : new String[] {"port_id", "subnet_id"}) {
            if (said.has(name) && !Types.isUuid(said.get(name))) {
                throw bad("'%s' is not a valid UUID".formatted(said.text(name)));
            }
        }
        return said;
    }

    private static RuntimeException bad(String message) {
        return Refusals.bad("BadRequest", "Bad router request: %s.".formatted(message));
    }

    @FunctionalInterface
    private interface Change {
        Resource apply(Work work, String router, JsonNode routes);
    }

    private Response routed(Request r, Change change) {
        var router = authorized(r);
        var said = JsonNodeFactory.instance.objectNode();
        said.set("routes", r.json().path("router").path("routes"));
        var routes = Kinds.ROUTER.forPut(new Resource(said)).get("routes");
        var changed = resources.write(r.caller(), w -> change.apply(w, router.id(), routes));
        return Response.ok(Map.of("router", view.of(r, Kinds.ROUTER, changed)));
    }
}
