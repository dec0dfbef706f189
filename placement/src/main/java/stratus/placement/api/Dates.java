package stratus.placement.api;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.placement.domain.Provider;

/** Says since 1.15 when what is answered was last changed. */
public final class Dates {
    private final InstantSource clock;

    public Dates(InstantSource clock) {
        this.clock = clock;
    }

    /** Of something that nobody remembers the changes of. */
    Response now(Request r, Response response) {
        return at(r, response, clock.instant());
    }

    Response of(Request r, Response response, Provider provider) {
        return at(r, response, provider.updatedAt());
    }

    Response of(Request r, Response response, Collection<Provider> providers) {
        return at(
                r,
                response,
                providers.stream()
                        .map(Provider::updatedAt)
                        .max(Comparator.naturalOrder())
                        .orElseGet(clock::instant));
    }

    private static Response at(Request r, Response response, Instant time) {
        return r.version().atLeast(15)
                ? response.with(
                                "Last-Modified",
                                DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atZone(ZoneOffset.UTC)))
                        .with("Cache-Control", "no-cache")
                : response;
    }
}
