package stratus.keystone.api;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Group;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.User;
import stratus.oslo.base.Caller;
import stratus.oslo.http.Request;

/** What upstream's rules look at, under its names. */
final class Targets {
    private final Map<String, @Nullable Object> values = new HashMap<>();

    static Targets none() {
        return new Targets();
    }

    Targets project(Project p) {
        values.put("target.project.id", p.id());
        values.put("target.project.domain_id", p.domainId().isEmpty() ? null : p.domainId());
        return this;
    }

    Targets domain(Project d) {
        values.put("target.domain.id", d.id());
        return this;
    }

    Targets user(User u) {
        values.put("target.user.id", u.id());
        values.put("target.user.domain_id", u.domainId());
        values.put("user_id", u.id());
        return this;
    }

    Targets group(Group g) {
        values.put("target.group.domain_id", g.domainId());
        return this;
    }

    Targets role(Role role) {
        values.put("target.role.name", role.name());
        values.put("target.role.domain_id", role.domainId().isEmpty() ? null : role.domainId());
        return this;
    }

    Targets with(String name, @Nullable Object value) {
        values.put(name, value);
        return this;
    }

    Map<String, @Nullable Object> map() {
        return values;
    }

    /** The domain that a new resource is in when nobody says so: that of the token, else the default one. */
    static String homeDomain(Caller caller) {
        if (caller.domain() != null) {
            return caller.domain().value();
        }
        return "default";
    }

    /** Whether a thing of a domain is for the caller's eyes: with a token for a domain only its own are. */
    static boolean sees(Request r, String domainId) {
        var own = r.caller().domain();
        return own == null || own.value().equals(domainId);
    }

    /** A domain-scoped caller sees its own domain and no other. */
    static @Nullable String listedDomain(Request r) {
        var own = r.caller().domain();
        return own == null ? r.query().get("domain_id") : own.value();
    }
}
