package stratus.keystone.api;

import java.util.List;
import java.util.Map;
import stratus.keystone.app.Catalog;
import stratus.keystone.app.RecentlyUsed;
import stratus.keystone.domain.Token;
import stratus.oslo.base.Secret;
import stratus.oslo.http.Codec;
import stratus.oslo.http.Microversion;
import stratus.oslo.http.Response.Rendered;

/**
 * What is answered about tokens.
 *
 * <p>The JSON of a validation is kept with the token and the catalog that it was made from, and serves as long as these
 * very two do: when they may be used again is decided where they are remembered, and here nothing has to be forgotten.
 */
public final class TokenBodies {
    private static final int MOST = 2_000;
    private static final Microversion NONE = new Microversion(0, 0);

    private final RecentlyUsed<Key, Known> recent = new RecentlyUsed<>(MOST);
    private final Catalog catalog;
    private final Codec codec;

    private record Key(Secret token, boolean catalog) {}

    private record Known(Token token, Catalog.Snapshot snapshot, Rendered body) {
        @SuppressWarnings("ReferenceEquality") // an equal one may have been resolved before something changed
        boolean of(Token other, Catalog.Snapshot otherSnapshot) {
            return token == other && snapshot == otherSnapshot;
        }
    }

    public TokenBodies(Catalog catalog, Codec codec) {
        this.catalog = catalog;
        this.codec = codec;
    }

    List<Catalog.Entry> catalog(Token token) {
        return catalog.of(token);
    }

    Map<String, Object> of(Token token, boolean withCatalog) {
        return view(token, catalog.snapshot(token), withCatalog);
    }

    private Map<String, Object> view(Token token, Catalog.Snapshot snapshot, boolean withCatalog) {
        return TokenView.of(token, withCatalog ? catalog.of(token, snapshot) : null, snapshot.serviceProviders());
    }

    /** The same as JSON. */
    Rendered rendered(Token token, boolean withCatalog) {
        var snapshot = catalog.snapshot(token);
        var key = new Key(token.text(), withCatalog);
        var known = recent.get(key);
        if (known != null && known.of(token, snapshot)) {
            return known.body();
        }
        var body = new Rendered(codec.write(view(token, snapshot, withCatalog), NONE));
        recent.put(key, new Known(token, snapshot, body));
        return body;
    }
}
