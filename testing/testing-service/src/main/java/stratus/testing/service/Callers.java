package stratus.testing.service;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Caller.Named;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.DomainId;
import stratus.oslo.base.Secret;
import stratus.oslo.base.Tokens;

/**
 * A Keystone that knows a few people: the tokens {@code admin}, {@code member}, {@code reader}, {@code other} (a member
 * of another project), {@code service} and any that a test adds.
 */
public final class Callers implements Tokens {
    public static final String PROJECT = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    public static final String OTHER_PROJECT = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    public static final String REQUEST = "req-00000000-0000-4000-8000-000000000000";

    private final Map<String, Caller> known = new ConcurrentHashMap<>();

    public Callers() {
        add("admin", PROJECT, Set.of("admin", "manager", "member", "reader"));
        add("member", PROJECT, Set.of("member", "reader"));
        add("reader", PROJECT, Set.of("reader"));
        add("other", OTHER_PROJECT, Set.of("member", "reader"));
        add("service", "cccccccccccccccccccccccccccccccc", Set.of("admin", "member", "reader", "service"));
    }

    /** A user named like the token, with these roles on the project. */
    public Caller add(String token, String project, Set<String> roles) {
        var home = new DomainId("default");
        var user = new Named(String.format("%032x", token.hashCode() & 0xffffffffL), token, home, "Default");
        var scope = new Named(project, "project-" + project.charAt(0), home, "Default");
        var caller = new Caller(
                REQUEST, user, scope, null, false, roles, Set.of(), List.of("audit-" + token), new Secret(token));
        known.put(token, caller);
        return caller;
    }

    public Caller of(String token) {
        var caller = known.get(token);
        if (caller == null) {
            throw new Fault.Unauthorized("The request you have made requires authentication.");
        }
        return caller;
    }

    @Override
    public Caller validate(Secret token, @Nullable Secret serviceToken, String requestId) {
        var caller = of(token.value()).during(requestId);
        if (serviceToken == null) {
            return caller;
        }
        return new Caller(
                requestId,
                caller.user(),
                caller.project(),
                caller.domain(),
                caller.system(),
                caller.roles(),
                of(serviceToken.value()).roles(),
                caller.auditIds(),
                caller.token());
    }
}
