package stratus.neutron.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import stratus.neutron.app.QosRules;
import stratus.neutron.app.Resources;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.QosKinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.node.ObjectNode;

/** The rules of policies of quality of service, below their policy or by their id alone. */
public final class QosRulesApi {
    private final Resources resources;
    private final QosRules rules;
    private final View view;

    public QosRulesApi(Resources resources, QosRules rules, View view) {
        this.resources = resources;
        this.rules = rules;
        this.view = view;
    }

    public void routes(Routes routes) {
        QosKinds.RULES.forEach(kind -> {
            below(routes, kind);
            alone(routes, kind);
        });
    }

    private void below(Routes routes, Kind kind) {
        var all = "/qos/policies/{policy}/" + kind.collection();
        var one = all + "/{id}";
        var rule = "_policy_" + kind.name();
        routes.get(all, "get" + rule, r -> list(r, kind))
                .post(all, "create" + rule, r -> create(r, kind))
                .get(one, "get" + rule, r -> show(r, kind, kind.name(), r.path("policy")))
                .put(one, "update" + rule, r -> update(r, kind, kind.name(), r.path("policy")))
                .delete(one, "delete" + rule, r -> delete(r, kind, r.path("policy")));
    }

    private void alone(Routes routes, Kind kind) {
        var one = "/qos/alias-" + kind.collection().replace('_', '-') + "/{id}";
        var key = "alias_" + kind.name();
        routes.get(one, "get_" + key, r -> show(r, kind, key, policyOf(r, kind)))
                .put(one, "update_" + key, r -> update(r, kind, key, policyOf(r, kind)))
                .delete(one, "delete_" + key, r -> delete(r, kind, policyOf(r, kind)));
    }

    private String policyOf(Request r, Kind kind) {
        return resources.get(r.caller(), kind, r.path("id")).text("qos_policy_id");
    }

    /** The policy, if the caller may see it and do this to its rules. */
    private Resource authorized(Request r, String id) {
        var policy = r.method().equals("POST") ? forNew(r, id) : view.find(r, QosKinds.POLICY, id);
        ResourceApi.orHidden(r, policy, () -> r.authorize(target(policy)));
        return policy;
    }

    /** As upstream: who may not add rules hears that before what policies there are. */
    private Resource forNew(Request r, String id) {
        var policy = resources.list(r.caller(), QosKinds.POLICY, Map.of("id", List.of(id))).stream()
                .findFirst();
        r.authorize(policy.map(QosRulesApi::target).orElse(Map.of()));
        return policy.orElseThrow(() -> Refusals.notFound(QosKinds.POLICY, id));
    }

    private static Map<String, Object> target(Resource policy) {
        var target = new HashMap<String, Object>();
        for (var key : List.of("project_id", "tenant_id")) {
            target.put(key, policy.projectId());
            target.put("ext_parent:" + key, policy.projectId());
        }
        return target;
    }

    private Response list(Request r, Kind kind) {
        var page = Listing.of(kind, r.query());
        var policy = authorized(r, r.path("policy"));
        var found = resources.read(r.caller(), w -> rules.list(w, kind, policy.id())).stream()
                .filter(page::matches)
                .toList();
        return Response.ok(page.answer(r, kind, found, rule -> QosRules.shown(kind, rule)));
    }

    private Response show(Request r, Kind kind, String key, String policyId) {
        var policy = authorized(r, policyId);
        var rule = resources.read(r.caller(), w -> rules.get(w, kind, policy.id(), r.path("id")));
        return Response.ok(Map.of(key, QosRules.shown(kind, rule)));
    }

    private Response create(Request r, Kind kind) {
        var wanted = kind.forPost(sent(r, kind.name()));
        var policy = authorized(r, r.path("policy"));
        var made = resources.write(r.caller(), w -> rules.create(w, kind, policy.id(), wanted));
        return Response.created(Map.of(kind.name(), QosRules.shown(kind, made)));
    }

    private Response update(Request r, Kind kind, String key, String policyId) {
        var changes = kind.forPut(sent(r, key));
        var policy = authorized(r, policyId);
        var updated = resources.write(
                r.caller(), w -> rules.update(w, kind, rules.get(w, kind, policy.id(), r.path("id")), changes));
        return Response.ok(Map.of(key, QosRules.shown(kind, updated)));
    }

    private Response delete(Request r, Kind kind, String policyId) {
        var policy = authorized(r, policyId);
        resources.write(r.caller(), w -> {
            rules.delete(w, kind, rules.get(w, kind, policy.id(), r.path("id")));
            return true;
        });
        return Response.noContent();
    }

    private static Resource sent(Request r, String key) {
        if (r.json().path(key) instanceof ObjectNode said) {
            return new Resource(said);
        }
        throw Refusals.badRequest("Unable to find '%s' in request body".formatted(key));
    }
}
