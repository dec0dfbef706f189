package stratus.clients.keystone;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.DomainId;
import stratus.oslo.base.Secret;
import tools.jackson.databind.JsonNode;

/** Reads what Keystone says of a token. */
final class TokenBody {
    private TokenBody() {}

    static Caller caller(JsonNode token, Secret text, String requestId) {
        var user = named(token.path("user"));
        if (user == null) {
            throw new IllegalArgumentException("a token without a user");
        }
        var domain = token.path("domain").path("id");
        return new Caller(
                requestId,
                user,
                named(token.path("project")),
                domain.isString() ? new DomainId(domain.stringValue()) : null,
                token.path("system").path("all").asBoolean(false),
                roles(token),
                Set.of(),
                token.path("audit_ids").values().stream()
                        .map(JsonNode::stringValue)
                        .toList(),
                rules(token.path("application_credential").path("access_rules")),
                text);
    }

    private static @Nullable List<Caller.AccessRule> rules(JsonNode rules) {
        return rules.isArray()
                ? rules.values().stream()
                        .map(rule -> new Caller.AccessRule(
                                rule.path("service").asString(""),
                                rule.path("method").asString(""),
                                rule.path("path").asString("")))
                        .toList()
                : null;
    }

    static Instant expires(JsonNode token) {
        return Instant.parse(token.path("expires_at").stringValue());
    }

    private static Set<String> roles(JsonNode token) {
        return token.path("roles").values().stream()
                .map(r -> r.path("name").stringValue())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Caller.@Nullable Named named(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        var domain = node.path("domain");
        return new Caller.Named(
                node.path("id").stringValue(),
                node.path("name").stringValue(),
                new DomainId(domain.path("id").stringValue()),
                domain.path("name").asString(""));
    }
}
