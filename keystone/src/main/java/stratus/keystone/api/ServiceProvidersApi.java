package stratus.keystone.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.ServiceProviders;
import stratus.keystone.domain.ServiceProvider;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/OS-FEDERATION/service_providers}. */
public final class ServiceProvidersApi {
    private static final String ALL = "/OS-FEDERATION/service_providers";
    private static final String KEY = "service_provider";
    private static final Set<String> KNOWN =
            Set.of("auth_url", "sp_url", "description", "enabled", "relay_state_prefix");
    /** Where the assertion comes from, for who says nothing else. */
    private static final String USUAL_PREFIX = "ss:mem:";

    private final ServiceProviders providers;

    public ServiceProvidersApi(ServiceProviders providers) {
        this.providers = providers;
    }

    public void routes(Routes routes) {
        var one = ALL + "/{service_provider_id}";
        routes.get(ALL, "identity:list_service_providers", this::list)
                .put(one, "identity:create_service_provider", this::create)
                .get(one, "identity:get_service_provider", this::show)
                .patch(one, "identity:update_service_provider", this::update)
                .delete(one, "identity:delete_service_provider", this::delete);
    }

    private Response list(Request r) {
        r.authorize();
        var found = providers.list().stream().map(sp -> view(r, sp)).toList();
        return Listing.of(r, "service_providers", found, Set.of("id", "enabled"));
    }

    private Response create(Request r) {
        r.authorize();
        var f = Fields.of(r, KEY).only(KNOWN, Set.of());
        var sp = new ServiceProvider(
                r.path("service_provider_id"),
                f.flag("enabled", false),
                f.text("description"),
                f.url("auth_url"),
                f.url("sp_url"),
                f.text("relay_state_prefix", USUAL_PREFIX));
        providers.create(r.caller(), sp);
        return Response.created(Map.of(KEY, view(r, sp)));
    }

    private Response show(Request r) {
        return Response.ok(Map.of(KEY, view(r, allowed(r))));
    }

    private Response update(Request r) {
        var old = allowed(r);
        var f = Fields.of(r, KEY).only(KNOWN, Set.of()).some();
        var after = new ServiceProvider(
                old.id(),
                f.flag("enabled", old.enabled()),
                f.has("description") ? f.text("description") : old.description(),
                f.has("auth_url") ? f.url("auth_url") : old.authUrl(),
                f.has("sp_url") ? f.url("sp_url") : old.spUrl(),
                f.text("relay_state_prefix", old.relayStatePrefix()));
        providers.update(r.caller(), after);
        return Response.ok(Map.of(KEY, view(r, after)));
    }

    private Response delete(Request r) {
        providers.delete(r.caller(), allowed(r));
        return Response.noContent();
    }

    private ServiceProvider allowed(Request r) {
        r.authorize();
        var id = r.path("service_provider_id");
        return providers
                .find(id)
                .orElseThrow(() -> new Fault.NotFound("Could not find Service Provider: %s.".formatted(id)));
    }

    private static Map<String, @Nullable Object> view(Request r, ServiceProvider sp) {
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("id", sp.id());
        view.put("enabled", sp.enabled());
        view.put("description", sp.description());
        view.put("auth_url", sp.authUrl());
        view.put("sp_url", sp.spUrl());
        view.put("relay_state_prefix", sp.relayStatePrefix());
        view.put("links", Map.of("self", "%s/v3%s/%s".formatted(r.baseUrl(), ALL, sp.id())));
        return view;
    }
}
