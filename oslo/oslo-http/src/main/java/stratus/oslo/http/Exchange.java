package stratus.oslo.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.policy.Refusal;
import stratus.oslo.policy.Refused;
import tools.jackson.databind.JsonNode;

/** A request as Helidon has it, seen as a {@link Request}. */
final class Exchange implements Request {
    private final ServerRequest request;
    private final Api api;
    private final Codec codec;
    private final SilentClients clients;
    private final String requestId;
    private Routes.@Nullable Route route;
    private Map<String, String> variables = Map.of();
    private Microversion version = new Microversion(0, 0);
    private @Nullable Caller caller;
    private byte @Nullable [] body;
    private boolean authorized;
    private @Nullable Refusal refusal;
    private Onlooker.Passage passage = new Onlooker.Passage() {};

    Exchange(ServerRequest request, Api api, Codec codec, SilentClients clients) {
        this.request = request;
        this.clients = clients;
        this.api = api;
        this.codec = codec;
        this.requestId = requestId(header("X-OpenStack-Request-ID"));
    }

    private static String requestId(@Nullable String asked) {
        return asked != null && asked.matches("req-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? asked
                : "req-" + UUID.randomUUID();
    }

    void routed(Routes.Route route, Map<String, String> variables) {
        this.route = route;
        this.variables = variables;
        this.passage = api.onlooker().routed(this);
    }

    Onlooker.Passage passage() {
        return passage;
    }

    void by(Caller caller) {
        this.caller = caller;
        passage.validated(caller);
    }

    void version(Microversion version) {
        this.version = version;
    }

    /** Whether the handler did what its route promises. */
    boolean checked() {
        return authorized || route == null || route.access() != Routes.Access.RULE;
    }

    @Override
    public Caller caller() {
        if (caller == null) {
            throw new IllegalStateException("an open route has no caller: " + path());
        }
        return caller;
    }

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public Microversion version() {
        return version;
    }

    @Override
    public String method() {
        return request.prologue().method().text();
    }

    @Override
    public String path() {
        return decode(request.path().rawPath());
    }

    @Override
    public String path(String name) {
        var value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("no variable " + name + " in " + route);
        }
        return decode(value);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    @Override
    public Query query() {
        return Query.parse(request.prologue().query().rawValue());
    }

    @Override
    public @Nullable String header(String name) {
        return request.headers().first(HeaderNames.create(name)).orElse(null);
    }

    @Override
    public String baseUrl() {
        var scheme = request.isSecure() ? "https" : "http";
        var forwarded = header("X-Forwarded-Proto");
        return (forwarded == null ? scheme : forwarded) + "://" + request.authority();
    }

    @Override
    public <T extends Record> T body(Class<T> type) {
        return codec.read(json(), type, version);
    }

    @Override
    public JsonNode json() {
        var type = header("Content-Type");
        if (type != null && !type.contains("json")) {
            throw new Fault.UnsupportedMediaType("Unsupported Content-Type: " + type);
        }
        return codec.parse(bytes());
    }

    /** A handler may look at the body before it knows as what to read it. */
    private byte[] bytes() {
        var known = body;
        if (known == null) {
            known = read();
            body = known;
        }
        return known;
    }

    private byte[] read() {
        try (var in = stream()) {
            var bytes = in.readNBytes(api.maxBody() + 1);
            if (bytes.length > api.maxBody()) {
                throw new Fault.TooLarge("Request is too large.");
            }
            return bytes;
        } catch (IOException e) {
            throw new Fault.Invalid("The request body could not be read.");
        }
    }

    /**
     * Whether the client was to wait before it sent its body, and was never told to go on: whether it sends it all the same
     * nobody knows, and so not where its next request begins.
     */
    boolean leavesBodyOpen() {
        return request.headers().contains(HeaderNames.EXPECT)
                && request.content().hasEntity()
                && !request.content().consumed();
    }

    @Override
    public InputStream stream() {
        return request.content().hasEntity()
                ? clients.watched(request.content().inputStream())
                : InputStream.nullInputStream();
    }

    @Override
    public void authorize(Map<String, ? extends @Nullable Object> target) {
        if (route == null || route.rule() == null) {
            throw new IllegalStateException("no rule at " + route);
        }
        authorized = true;
        require(route.rule(), target);
        passage.authorized();
    }

    @Override
    public void authorize() {
        var own = new HashMap<String, @Nullable Object>();
        own.put("user_id", caller().user().id());
        own.put(
                "project_id",
                caller().project() == null ? null : caller().project().id());
        authorize(own);
    }

    @Override
    public boolean allows(String rule, Map<String, ? extends @Nullable Object> target) {
        return api.policy().allows(caller(), rule, target);
    }

    @Override
    public void require(String rule, Map<String, ? extends @Nullable Object> target) {
        if (!allows(rule, target)) {
            refusal = api.policy().explain(caller(), rule, target);
            throw new Fault.Forbidden(rule);
        }
    }

    /** What there is to say of a 403; null where nobody is known whom it could be told. */
    @Nullable Refused refused(Fault fault) {
        if (caller == null) {
            return null;
        }
        var project = caller.project() == null ? null : caller.project().id();
        return new Refused(
                requestId, api.name(), method(), path(), caller.user().id(), project, fault.getMessage(), refusal);
    }
}
