package stratus.glance.api;

import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Staging;
import stratus.glance.domain.Image;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.RestClient;

/** Passes requests on to the Glance that has the staged bits of an image, as if the caller had sent them there. */
public final class StageHosts {
    private static final System.Logger log = System.getLogger("stratus.glance");
    private static final String STORE = "X-Image-Meta-Store";
    private static final String REQUEST = "X-OpenStack-Request-ID";

    private final Staging staging;
    private final GlanceErrors errors;

    public StageHosts(Staging staging, GlanceErrors errors) {
        this.staging = staging;
        this.errors = errors;
    }

    /**
     * The other's answer, under its request id; 504 where it cannot be reached.
     *
     * @param body JSON; null for none
     * @return empty where the image has no bits that are staged elsewhere
     */
    Optional<Response> answer(Request r, Image image, @Nullable Object body) {
        return staging.elsewhere(image).map(host -> ask(r, host, body));
    }

    private Response ask(Request r, String host, @Nullable Object body) {
        try {
            var answer = client(r, host).exchange(r.method(), r.path(), body);
            var id = answer.headers().get(REQUEST.toLowerCase(Locale.ROOT));
            var response = Response.of(answer.status(), answer.status() / 100 == 2 ? null : answer.body());
            return id == null ? response : response.with(REQUEST, id);
        } catch (Fault.Unavailable e) {
            log.log(Level.WARNING, r.method() + " " + r.path() + " cannot be passed on to " + host, e);
            return errors.answer(r, 504, "Stage host is unavailable", null);
        }
    }

    private static RestClient client(Request r, String host) {
        var client = RestClient.to("image", host).as(r.caller(), null);
        var store = r.header(STORE);
        return store == null ? client : client.header(STORE, store);
    }
}
