package stratus.keystone.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.LogIn;
import stratus.keystone.app.LogIn.Reference;
import stratus.keystone.app.LogIn.Wish;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import tools.jackson.databind.JsonNode;

/** The body of {@code POST /v3/auth/tokens}. */
final class AuthBody {
    private AuthBody() {}

    static LogIn read(JsonNode body) {
        var auth = object(body, "auth", "body");
        var identity = object(auth, "identity", "auth");
        var methods = methods(identity);
        return new LogIn(
                methods,
                methods.contains("password") ? password(identity) : null,
                methods.contains("token")
                        ? new Secret(required(object(identity, "token", "identity"), "id", "token"))
                        : null,
                wish(auth.path("scope")));
    }

    private static List<String> methods(JsonNode identity) {
        var found = new ArrayList<String>();
        var methods = identity.path("methods");
        if (!methods.isArray() || methods.isEmpty()) {
            throw missing("methods", "identity");
        }
        for (var method : methods) {
            var name = method.asString("");
            if (!name.equals("password") && !name.equals("token")) {
                throw new Fault.Unauthorized("Attempted to authenticate with an unsupported method.");
            }
            if (!found.contains(name)) {
                found.add(name);
            }
        }
        return List.copyOf(found);
    }

    private static LogIn.PasswordProof password(JsonNode identity) {
        var user = object(object(identity, "password", "identity"), "user", "password");
        var reference = reference(user, "user");
        return new LogIn.PasswordProof(reference, new Secret(required(user, "password", "user")));
    }

    private static Wish wish(JsonNode scope) {
        if (scope.isMissingNode() || scope.isNull()) {
            return new Wish.Default();
        }
        if (scope.isString() && scope.stringValue().equals("unscoped") || scope.has("unscoped")) {
            return new Wish.Unscoped();
        }
        if (scope.has("OS-TRUST:trust")) {
            throw new Fault.NotImplemented("Trusts are not implemented.");
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
