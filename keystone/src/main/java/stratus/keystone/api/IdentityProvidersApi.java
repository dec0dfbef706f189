package stratus.keystone.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.IdentityProviders;
import stratus.keystone.domain.IdentityProvider;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/OS-FEDERATION/identity_providers}. */
public final class IdentityProvidersApi {
    static final String ALL = "/OS-FEDERATION/identity_providers";
    private static final String KEY = "identity_provider";
    private static final Set<String> CHANGEABLE = Set.of("enabled", "description", "authorization_ttl", "remote_ids");
    private static final int LONGEST = 64;

    private final IdentityProviders providers;

    public IdentityProvidersApi(IdentityProviders providers) {
        this.providers = providers;
    }

    public void routes(Routes routes) {
        var one = ALL + "/{idp_id}";
        routes.get(ALL, "identity:list_identity_providers", this::list)
                .put(one, "identity:create_identity_provider", this::create)
                .get(one, "identity:get_identity_provider", this::show)
                .patch(one, "identity:update_identity_provider", this::update)
                .delete(one, "identity:delete_identity_provider", this::delete);
    }

    private Response list(Request r) {
        r.authorize();
        var found = providers.list().stream().map(idp -> view(r, idp)).toList();
        return Listing.of(r, "identity_providers", found, Set.of("id", "enabled"));
    }

    private Response create(Request r) {
        r.authorize();
        var f = Fields.of(r, KEY).only(CHANGEABLE, Set.of("domain_id"));
        var wanted = new IdentityProvider(
                r.path("idp_id"),
                "",
                f.flag("enabled", false),
                f.text("description"),
                f.count("authorization_ttl", null),
                remoteIds(f, List.of()));
        var idp = providers.create(r.caller(), wanted, f.text("domain_id"));
        return Response.created(Map.of(KEY, view(r, idp)));
    }

    private Response show(Request r) {
        return Response.ok(Map.of(KEY, view(r, allowed(r))));
    }

    private Response update(Request r) {
        var old = allowed(r);
        var f = Fields.of(r, KEY).only(CHANGEABLE, Set.of()).some();
        var after = new IdentityProvider(
                old.id(),
                old.domainId(),
                f.flag("enabled", old.enabled()),
                f.has("description") ? f.text("description") : old.description(),
                f.count("authorization_ttl", old.authorizationTtl()),
                remoteIds(f, old.remoteIds()));
        providers.update(r.caller(), after);
        return Response.ok(Map.of(KEY, view(r, after)));
    }

    private static List<String> remoteIds(Fields f, List<String> old) {
        if (f.raw("remote_ids").isNull()) {
            return List.of();
        }
        var ids = f.texts("remote_ids", old).stream().sorted().toList();
        ids.stream().filter(id -> id.length() > LONGEST).findFirst().ifPresent(id -> {
            throw new Fault.Invalid(KEY + ".remote_ids", "'%s' is too long".formatted(id));
        });
        return ids;
    }

    private Response delete(Request r) {
        providers.delete(r.caller(), allowed(r));
        return Response.noContent();
    }

    private IdentityProvider allowed(Request r) {
        r.authorize();
        var id = r.path("idp_id");
        return providers
                .find(id)
                .orElseThrow(() -> new Fault.NotFound("Could not find Identity Provider: %s.".formatted(id)));
    }

    private static Map<String, @Nullable Object> view(Request r, IdentityProvider idp) {
        var self = "%s/v3%s/%s".formatted(r.baseUrl(), ALL, idp.id());
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", idp.id());
        view.put("domain_id", idp.domainId());
        view.put("enabled", idp.enabled());
        view.put("description", idp.description());
        view.put("authorization_ttl", idp.authorizationTtl());
        view.put("remote_ids", idp.remoteIds());
        view.put("links", Map.of("self", self, "protocols", self + "/protocols"));
        return view;
    }
}
