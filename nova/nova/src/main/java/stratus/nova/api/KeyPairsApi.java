package stratus.nova.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.KeyPairs;
import stratus.nova.domain.KeyPair;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import stratus.oslo.http.Since;

/** {@code /os-keypairs}. */
public final class KeyPairsApi {
    private static final int MOST = 1000;
    private static final Pattern OLD_NAME = Pattern.compile("[A-Za-z0-9 _-]+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9 _@.-]+");

    private final KeyPairs pairs;

    public KeyPairsApi(KeyPairs pairs) {
        this.pairs = pairs;
    }

    public void routes(Routes routes) {
        routes.get("/os-keypairs", "os_compute_api:os-keypairs:index", this::list)
                .post("/os-keypairs", "os_compute_api:os-keypairs:create", this::create)
                .get("/os-keypairs/{name}", "os_compute_api:os-keypairs:show", this::show)
                .delete("/os-keypairs/{name}", "os_compute_api:os-keypairs:delete", this::delete);
    }

    record Create(New keypair) {}

    record New(
            String name,
            @Nullable String publicKey,
            @Since(2) @Nullable String type,
            @Since(10) @Nullable String userId) {
        New {
            Values.name("name", name);
            if (type != null && !type.equals("ssh") && !type.equals("x509")) {
                throw new Fault.Invalid("type", "'%s' is not one of ['ssh', 'x509']".formatted(type));
            }
        }
    }

    record Brief(
            String name,
            String publicKey,
            String fingerprint,
            @Since(2) String type) {
        static Map<String, Object> of(KeyPair p) {
            return Map.of("keypair", new Brief(p.name(), p.publicKey(), p.fingerprint(), p.type()));
        }
    }

    record Made(
            String name,
            String publicKey,
            String fingerprint,
            String userId,
            @Since(2) String type,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String privateKey) {}

    record Full(
            String name,
            String publicKey,
            String fingerprint,
            String userId,
            @Since(2) String type,
            long id,
            String createdAt,
            boolean deleted,
            @Nullable String deletedAt,
            @Nullable String updatedAt) {}

    private Response list(Request request) {
        var user = user(request, request.query().get("user_id"));
        request.authorize(Map.of("user_id", user.value()));
        boolean pages = request.version().atLeast(35);
        int limit = pages ? Math.min(request.query().integer("limit", 0, MOST), MOST) : Integer.MAX_VALUE - 1;
        var found = pairs.list(user, pages ? request.query().get("marker") : null, limit + 1);
        boolean more = found.size() > limit;
        var shown = more ? found.subList(0, limit) : found;
        var body = new LinkedHashMap<String, Object>();
        body.put("keypairs", shown.stream().map(Brief::of).toList());
        if (more && !shown.isEmpty()) {
            body.put(
                    "keypairs_links",
                    Links.next(request, "os-keypairs", shown.getLast().name()));
        }
        return Response.ok(body);
    }

    private Response create(Request request) {
        var asked = request.body(Create.class).keypair();
        var user = user(request, asked.userId());
        request.authorize(Map.of("user_id", user.value()));
        name(request, asked.name());
        if (asked.publicKey() == null && request.version().atLeast(92)) {
            throw new Fault.Invalid("keypair", "'public_key' is a required property");
        }
        var type = asked.type() == null ? "ssh" : asked.type();
        var made = pairs.create(request.caller(), user, asked.name(), type, asked.publicKey());
        var p = made.pair();
        var body = new Made(p.name(), p.publicKey(), p.fingerprint(), p.userId().value(), p.type(), made.privateKey());
        return Response.of(request.version().atLeast(2) ? 201 : 200, Map.of("keypair", body));
    }

    private static void name(Request request, String name) {
        var allowed = request.version().atLeast(92) ? NAME : OLD_NAME;
        if (!allowed.matcher(name).matches()) {
            throw new Fault.Invalid("Keypair data is invalid: Keypair name contains unsafe characters");
        }
    }

    private Response show(Request request) {
        var user = user(request, request.query().get("user_id"));
        request.authorize(Map.of("user_id", user.value()));
        var p = pairs.get(user, request.path("name"));
        var body = new Full(
                p.name(),
                p.publicKey(),
                p.fingerprint(),
                p.userId().value(),
                p.type(),
                p.number(),
                TimeFormat.MICROS.write(p.createdAt()),
                false,
                null,
                null);
        return Response.ok(Map.of("keypair", body));
    }

    private Response delete(Request request) {
        var user = user(request, request.query().get("user_id"));
        request.authorize(Map.of("user_id", user.value()));
        pairs.delete(request.caller(), user, request.path("name"));
        return request.version().atLeast(2) ? Response.noContent() : Response.accepted();
    }

    /** Whose keys are meant: since 2.10 an admin may name another. */
    private static UserId user(Request request, @Nullable String asked) {
        return asked == null || !request.version().atLeast(10)
                ? request.caller().userId()
                : new UserId(asked);
    }
}
