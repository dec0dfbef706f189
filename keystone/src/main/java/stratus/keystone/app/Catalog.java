package stratus.keystone.app;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Endpoint;
import stratus.keystone.domain.Service;
import stratus.keystone.domain.ServiceProvider;
import stratus.keystone.domain.Token;
import stratus.oslo.db.Tx;

/** The catalog that a token comes with. */
public final class Catalog {
    private final Stores stores;
    private final ShortMemory<String, Snapshot> memory;

    public Catalog(Stores stores, Revocations changes, InstantSource clock) {
        this.stores = stores;
        this.memory = new ShortMemory<>(clock);
        changes.remember(touched -> {
            if (touched instanceof Touched.Everything) {
                memory.forget();
            }
        });
    }

    /** What a project's catalog is made from, and the other clouds that tokens tell of. */
    public record Snapshot(List<Service> services, List<Endpoint> endpoints, List<Elsewhere> serviceProviders) {}

    /** A cloud that takes our word for who somebody is. */
    public record Elsewhere(String id, String authUrl, String spUrl) {}

    /** An entry of it. */
    public record Entry(List<Address> endpoints, String type, String id, String name) {}

    /** An endpoint, its URL filled in for the token. */
    public record Address(
            String id,

            @com.fasterxml.jackson.annotation.JsonProperty("interface")
            String face,

            @Nullable String regionId,
            @Nullable String region,
            String url) {}

    /** Enabled services and endpoints; an endpoint that names what the token has not, such as a project, is left out. */
    public List<Entry> of(Token token) {
        return of(token, snapshot(token));
    }

    /** The same one as before, as long as nothing changed. */
    public Snapshot snapshot(Token token) {
        var project = token.project();
        var id = project == null ? "" : project.id();
        return memory.get(id, () -> Optional.of(stores.db().read(tx -> read(tx, id))))
                .orElseThrow();
    }

    /** See {@link #of(Token)}. */
    public List<Entry> of(Token token, Snapshot snapshot) {
        var addresses = new LinkedHashMap<String, List<Address>>();
        for (var endpoint : snapshot.endpoints()) {
            var url = fill(endpoint.url(), token);
            if (endpoint.enabled() && url != null) {
                addresses
                        .computeIfAbsent(endpoint.serviceId(), _ -> new ArrayList<>())
                        .add(address(endpoint, url));
            }
        }
        return snapshot.services().stream()
                .filter(s -> s.enabled())
                .map(s -> new Entry(addresses.getOrDefault(s.id(), List.of()), s.type(), s.id(), s.name()))
                .toList();
    }

    private Snapshot read(Tx tx, String projectId) {
        var elsewhere = stores.serviceProviders().list(tx).stream()
                .filter(ServiceProvider::enabled)
                .map(sp -> new Elsewhere(sp.id(), sp.authUrl(), sp.spUrl()))
                .toList();
        return new Snapshot(stores.catalog().services(tx), endpoints(tx, projectId), elsewhere);
    }

    /** Those that were given to the project; all where none were. */
    private List<Endpoint> endpoints(Tx tx, String projectId) {
        var own = projectId.isEmpty() ? List.<Endpoint>of() : EndpointFilters.endpoints(stores, tx, projectId);
        return own.isEmpty() ? stores.catalog().endpoints(tx) : own;
    }

    private static Address address(Endpoint endpoint, String url) {
        return new Address(endpoint.id(), endpoint.face(), endpoint.regionId(), endpoint.regionId(), url);
    }

    private static @Nullable String fill(String url, Token token) {
        var values = Map.of("user_id", token.user().id());
        var project = token.project();
        var filled = replace(url, "user_id", values.get("user_id"));
        for (var name : List.of("project_id", "tenant_id")) {
            filled = filled == null ? null : replace(filled, name, project == null ? null : project.id());
        }
        return filled;
    }

    private static @Nullable String replace(String url, String name, @Nullable String value) {
        for (var pattern : List.of("$(" + name + ")s", "%(" + name + ")s")) {
            if (url.contains(pattern)) {
                if (value == null) {
                    return null;
                }
                url = url.replace(pattern, value);
            }
        }
        return url;
    }
}
