package stratus.keystone.app;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Endpoint;
import stratus.keystone.domain.Token;
import stratus.oslo.db.Tx;

/** The catalog that a token comes with. */
public final class Catalog {
    private final Stores stores;

    public Catalog(Stores stores) {
        this.stores = stores;
    }

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
        var addresses = new LinkedHashMap<String, List<Address>>();
        return stores.db().read(tx -> {
            for (var endpoint : endpoints(tx, token)) {
                var url = fill(endpoint.url(), token);
                if (endpoint.enabled() && url != null) {
                    addresses
                            .computeIfAbsent(endpoint.serviceId(), _ -> new ArrayList<>())
                            .add(address(endpoint, url));
                }
            }
            return stores.catalog().services(tx).stream()
                    .filter(s -> s.enabled())
                    .map(s -> new Entry(addresses.getOrDefault(s.id(), List.of()), s.type(), s.id(), s.name()))
                    .toList();
        });
    }

    /** Those that were given to the project; all where none were. */
    private List<Endpoint> endpoints(Tx tx, Token token) {
        var project = token.project();
        var own = project == null ? List.<Endpoint>of() : EndpointFilters.endpoints(stores, tx, project.id());
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
