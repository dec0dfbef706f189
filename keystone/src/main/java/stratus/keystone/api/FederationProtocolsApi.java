package stratus.keystone.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.IdentityProviders;
import stratus.keystone.domain.FederationProtocol;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/OS-FEDERATION/identity_providers/{idp_id}/protocols}. */
public final class FederationProtocolsApi {
    private static final Set<String> KNOWN = Set.of("mapping_id", "remote_id_attribute");
    private static final String KEY = "protocol";

    private final IdentityProviders providers;

    public FederationProtocolsApi(IdentityProviders providers) {
        this.providers = providers;
    }

    public void routes(Routes routes) {
        var all = IdentityProvidersApi.ALL + "/{idp_id}/protocols";
        var one = all + "/{protocol_id}";
        routes.get(all, "identity:list_protocols", this::list)
                .put(one, "identity:create_protocol", this::create)
                .get(one, "identity:get_protocol", this::show)
                .patch(one, "identity:update_protocol", this::update)
                .delete(one, "identity:delete_protocol", this::delete);
    }

    private Response list(Request r) {
        r.authorize();
        var found = providers.protocols(r.path("idp_id")).stream()
                .map(p -> inList(r, p))
                .toList();
        return Listing.of(r, "protocols", found);
    }

    private Response create(Request r) {
        r.authorize();
        var f = Fields.of(r, KEY).only(KNOWN, Set.of());
        var protocol = new FederationProtocol(
                r.path("idp_id"), r.path("protocol_id"), f.name("mapping_id"), f.text("remote_id_attribute"));
        providers.create(r.caller(), protocol);
        return Response.created(Map.of(KEY, view(r, protocol)));
    }

    private Response show(Request r) {
        return Response.ok(Map.of(KEY, view(r, allowed(r))));
    }

    private Response update(Request r) {
        var old = allowed(r);
        var f = Fields.of(r, KEY).only(KNOWN, Set.of());
        var after = new FederationProtocol(
                old.idpId(),
                old.id(),
                f.name("mapping_id"),
                f.has("remote_id_attribute") ? f.text("remote_id_attribute", "") : old.remoteIdAttribute());
        providers.update(r.caller(), after);
        return Response.ok(Map.of(KEY, view(r, after)));
    }

    private Response delete(Request r) {
        providers.delete(r.caller(), allowed(r));
        return Response.noContent();
    }

    private FederationProtocol allowed(Request r) {
        r.authorize();
        var idp = r.path("idp_id");
        var id = r.path("protocol_id");
        return providers
                .protocol(idp, id)
                .orElseThrow(() -> new Fault.NotFound(
                        "Could not find federated protocol %s for Identity Provider: %s.".formatted(id, idp)));
    }

    private static Map<String, @Nullable Object> view(Request r, FederationProtocol p) {
        var idp = "%s/v3%s/%s".formatted(r.baseUrl(), IdentityProvidersApi.ALL, p.idpId());
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", p.id());
        view.put("mapping_id", p.mappingId());
        view.put("links", Map.of("self", idp + "/protocols/" + p.id(), "identity_provider", idp));
        return view;
    }

    /** Only lists say the rest. */
    private static Map<String, @Nullable Object> inList(Request r, FederationProtocol p) {
        var view = view(r, p);
        view.put("idp_id", p.idpId());
        view.put("remote_id_attribute", p.remoteIdAttribute());
        return view;
    }
}
