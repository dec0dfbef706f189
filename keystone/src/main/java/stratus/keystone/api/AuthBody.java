package stratus.keystone.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.LogIn;
import stratus.keystone.app.LogIn.Proof;
import stratus.keystone.app.LogIn.Reference;
import stratus.keystone.app.LogIn.Wish;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.http.Request;
import tools.jackson.databind.JsonNode;

/** The body of {@code POST /v3/auth/tokens}. */
final class AuthBody {
    private AuthBody() {}

    static LogIn read(Request r, @Nullable String receipt) {
        var auth = object(r.json(), "auth", "body");
        var identity = object(auth, "identity", "auth");
        return new LogIn(proofs(r, identity), wish(auth.path("scope")), receipt == null ? null : new Secret(receipt));
    }

    private static List<Proof> proofs(Request r, JsonNode identity) {
        var methods = identity.path("methods");
        if (!methods.isArray() || methods.isEmpty()) {
            throw missing("methods", "identity");
        }
        return methods.values().stream()
                .map(method -> method.asString(""))
                .distinct()
                .map(method -> method.equals("oauth1")
                        ? new LogIn.ByAccessToken(OAuthHeader.read(r))
                        : proof(identity, method))
                .toList();
    }

    private static Proof proof(JsonNode identity, String method) {
        return switch (method) {
            case "password" -> {
                var user = object(object(identity, method, "identity"), "user", method);
                yield new LogIn.ByPassword(reference(user, "user"), new Secret(required(user, "password", "user")));
            }
            case "totp" -> {
                var user = object(object(identity, method, "identity"), "user", method);
                yield new LogIn.ByPasscode(reference(user, "user"), new Secret(required(user, "passcode", "user")));
            }
            case "token" -> new LogIn.ByToken(new Secret(required(object(identity, method, "identity"), "id", method)));
            case "application_credential" -> application(object(identity, method, "identity"));
            default -> throw new Fault.Unauthorized("Attempted to authenticate with an unsupported method.");
        };
    }

    private static Proof application(JsonNode given) {
        var secret = new Secret(required(given, "secret", "application_credential"));
        var id = optional(given, "id");
        if (id != null) {
            return new LogIn.ByApplication(id, null, null, secret);
        }
        var name = required(given, "name", "application_credential");
        var user = reference(object(given, "user", "application_credential"), "user");
        return new LogIn.ByApplication(null, name, user, secret);
    }

    private static Wish wish(JsonNode scope) {
        if (scope.isMissingNode() || scope.isNull()) {
            return new Wish.Default();
        }
        if (scope.isString() && scope.stringValue().equals("unscoped") || scope.has("unscoped")) {
            return new Wish.Unscoped();
        }
        if (scope.has("OS-TRUST:trust")) {
            return new Wish.ForTrust(required(object(scope, "OS-TRUST:trust", "scope"), "id", "trust"));
        }
        return named(scope);
    }

    private static Wish named(JsonNode scope) {
        long kinds = List.of("project", "domain", "system").stream()
                .filter(scope::has)
                .count();
        if (kinds != 1) {
            throw missing("project, domain or system (only one of them)", "scope");
        }
        if (scope.has("project")) {
            return new Wish.ForProject(reference(object(scope, "project", "scope"), "project"));
        }
        if (scope.has("domain")) {
            var domain = object(scope, "domain", "scope");
            return new Wish.ForDomain(new Reference(optional(domain, "id"), optional(domain, "name"), null));
        }
        if (!scope.path("system").path("all").asBoolean(false)) {
            throw missing("all", "system");
        }
        return new Wish.ForSystem();
    }

    private static Reference reference(JsonNode node, String where) {
        var id = optional(node, "id");
        if (id != null) {
            return new Reference(id, null, null);
        }
        var name = required(node, "name", where);
        var domain = object(node, "domain", where);
        return new Reference(null, name, new Reference(optional(domain, "id"), optional(domain, "name"), null));
    }

    private static JsonNode object(JsonNode parent, String name, String where) {
        var found = parent.path(name);
        if (!found.isObject()) {
            throw missing(name, where);
        }
        return found;
    }

    private static String required(JsonNode parent, String name, String where) {
        var text = optional(parent, name);
        if (text == null) {
            throw missing(name, where);
        }
        return text;
    }

    private static @Nullable String optional(JsonNode parent, String name) {
        var found = parent.path(name);
        if (found.isMissingNode() || found.isNull()) {
            return null;
        }
        if (!found.isString()) {
            throw new Fault.Invalid(name, "It is not of type 'string'");
        }
        return found.stringValue();
    }

    private static Fault.Invalid missing(String name, String where) {
        return new Fault.Invalid(
                "Expecting to find %s in %s. The server could not comply with the request since it is either malformed"
                                .formatted(name, where)
                        + " or otherwise incorrect. The client is assumed to be in error.");
    }
}
