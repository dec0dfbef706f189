package stratus.keystone.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Consumers;
import stratus.keystone.domain.Consumer;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.base.Secret;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v3/OS-OAUTH1/consumers}. */
public final class ConsumersApi {
    private static final Set<String> KNOWN = Set.of("id", "description", "secret", "links");

    private final Consumers consumers;

    public ConsumersApi(Consumers consumers) {
        this.consumers = consumers;
    }

    public void routes(Routes routes) {
        var all = "/OS-OAUTH1/consumers";
        routes.get(all, "identity:list_consumers", this::list)
                .post(all, "identity:create_consumer", this::create)
                .get(all + "/{consumer_id}", "identity:get_consumer", this::show)
                .patch(all + "/{consumer_id}", "identity:update_consumer", this::update)
                .delete(all + "/{consumer_id}", "identity:delete_consumer", this::delete);
    }

    private Response list(Request r) {
        r.authorize();
        return Listing.of(
                r, "consumers", consumers.list().stream().map(c -> view(r, c)).toList());
    }

    private Response create(Request r) {
        r.authorize();
        var f = Fields.of(r, "consumer");
        var consumer = new Consumer(Ids.hex(), f.text("description"), f.extra(KNOWN, Map.of()));
        var secret = new Secret(Ids.hex());
        consumers.create(r.caller(), consumer, secret);
        var view = view(r, consumer);
        view.put("secret", secret.value());
        return Response.created(Map.of("consumer", view));
    }

    private Response show(Request r) {
        return Response.ok(Map.of("consumer", view(r, allowed(r))));
    }

    private Response update(Request r) {
        var old = allowed(r);
        var f = Fields.of(r, "consumer");
        if (f.has("secret")) {
            throw new Fault.Invalid("Cannot change consumer secret");
        }
        var after = new Consumer(
                old.id(),
                f.has("description") ? f.text("description") : old.description(),
                f.extra(KNOWN, old.extra()));
        consumers.update(r.caller(), after);
        return Response.ok(Map.of("consumer", view(r, after)));
    }

    private Response delete(Request r) {
        consumers.delete(r.caller(), allowed(r));
        return Response.noContent();
    }

    private Consumer allowed(Request r) {
        r.authorize();
        var id = r.path("consumer_id");
        return consumers.find(id).orElseThrow(() -> new Fault.NotFound("Consumer not found"));
    }

    private static Map<String, @Nullable Object> view(Request r, Consumer c) {
        var view = new LinkedHashMap<String, @Nullable Object>(c.extra());
        view.put("id", c.id());
        view.put("description", c.description());
        view.put("links", Map.of("self", "%s/v3/OS-OAUTH1/consumers/%s".formatted(r.baseUrl(), c.id())));
        return view;
    }
}
