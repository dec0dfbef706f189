package stratus.clients.keystone;

import java.util.Optional;
import java.util.function.Function;
import stratus.oslo.base.Caller;
import stratus.oslo.http.RestClient;

/** Looks into the catalog with a caller's eyes. */
public final class CatalogClient {
    private final Function<Caller, RestClient> keystone;

    /** {@code keystone} is a client of its base, with the caller's token. */
    public CatalogClient(Function<Caller, RestClient> keystone) {
        this.keystone = keystone;
    }

    /** The address of a type of service in a region; {@code endpoint} is {@code public}, {@code internal}, {@code admin}. */
    public Optional<String> url(Caller caller, String type, String region, String endpoint) {
        var catalog = keystone.apply(caller).get("/v3/auth/catalog").path("catalog");
        for (var service : catalog) {
            if (!service.path("type").asString("").equals(type)) {
                continue;
            }
            for (var one : service.path("endpoints")) {
                if (one.path("region").asString("").equals(region)
                        && one.path("interface").asString("").equals(endpoint)) {
                    return Optional.of(one.path("url").asString("").replaceFirst("/+$", ""));
                }
            }
        }
        return Optional.empty();
    }
}
