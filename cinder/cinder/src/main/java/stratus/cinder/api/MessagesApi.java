package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.Messages;
import stratus.cinder.domain.Message;
import stratus.cinder.domain.MessageFilter;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /messages}, since 3.3: why a volume is in error. */
public final class MessagesApi {
    private static final Map<String, String> SORT = Map.of(
            "id",
            "id",
            "event_id",
            "event_id",
            "message_level",
            "level",
            "request_id",
            "request_id",
            "resource_type",
            "resource_type",
            "created_at",
            "created_at");

    private static final Listing<Message> LISTING =
            new Listing<>(Filters.MESSAGES, "messages", "messages_links", SORT, Message::id);

    private final Messages messages;

    public MessagesApi(Messages messages) {
        this.messages = messages;
    }

    public void routes(Routes routes) {
        routes.get("/messages", "message:get_all", this::list)
                .get("/messages/{message_id}", "message:get", this::show)
                .delete("/messages/{message_id}", "message:delete", this::delete);
    }

    private Response list(Request r) {
        r.authorize();
        Ask.since(r, 3);
        var q = r.query();
        var filter = new MessageFilter(
                q.get("event_id"),
                q.get("message_level"),
                q.get("request_id"),
                q.get("resource_uuid"),
                q.get("resource_type"));
        return Response.ok(LISTING.body(r, page -> messages.list(Ask.project(r), filter, page), m -> view(r, m)));
    }

    private Response show(Request r) {
        return Response.ok(Map.of("message", view(r, message(r))));
    }

    private Response delete(Request r) {
        messages.delete(message(r));
        return Response.noContent();
    }

    private Message message(Request r) {
        Ask.since(r, 3);
        var message = messages.get(Ask.viewer(r), r.path("message_id"));
        r.authorize(message.projectId());
        return message;
    }

    private static Map<String, @Nullable Object> view(Request r, Message m) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", m.id());
        body.put("event_id", m.eventId());
        body.put("user_message", m.text());
        body.put("message_level", m.level());
        body.put("created_at", m.createdAt());
        body.put("guaranteed_until", m.guaranteedUntil());
        body.put("request_id", m.requestId());
        var path = "%s/messages/%s".formatted(m.projectId(), m.id());
        body.put("links", Ask.links(r, path));
        body.put("resource_type", m.resourceType());
        body.put("resource_uuid", m.resourceId());
        return body;
    }
}
