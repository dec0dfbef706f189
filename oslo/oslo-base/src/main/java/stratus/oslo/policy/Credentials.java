package stratus.oslo.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;

/** A caller under the names that oslo.policy's rules use. */
record Credentials(Caller caller) {
    static final Set<String> NAMES = Set.of(
            "user_id",
            "user",
            "user_domain_id",
            "project_id",
            "project",
            "tenant_id",
            "tenant",
            "project_domain_id",
            "domain_id",
            "system_scope",
            "roles",
            "service_roles",
            "is_admin_project");

    Set<String> roles() {
        return caller.roles();
    }

    /** As oslo.policy has it: what is neither the system's nor a domain's is a project's. */
    String kind() {
        return caller.system() ? "system" : caller.domain() != null ? "domain" : "project";
    }

    /** All that rules look at, under their names. */
    Map<String, String> shown() {
        var all = new LinkedHashMap<String, String>();
        for (var name :
                List.of("user_id", "user_domain_id", "project_id", "project_domain_id", "domain_id", "system_scope")) {
            var value = text(name);
            if (value != null) {
                all.put(name, value);
            }
        }
        all.put("roles", sorted(caller.roles()));
        all.put("service_roles", sorted(caller.serviceRoles()));
        return all;
    }

    private static String sorted(Set<String> names) {
        return String.join(", ", names.stream().sorted().toList());
    }

    /** Whether there is no such thing about the caller: what {@code domain_id:None} asks. */
    boolean lacks(String name) {
        return switch (name) {
            case "roles" -> caller.roles().isEmpty();
            case "service_roles" -> caller.serviceRoles().isEmpty();
            default -> text(name) == null;
        };
    }

    boolean has(String name, String wanted) {
        return switch (name) {
            case "roles" -> caller.roles().contains(wanted);
            case "service_roles" -> caller.serviceRoles().contains(wanted);
            default -> wanted.equals(text(name));
        };
    }

    private @Nullable String text(String name) {
        return switch (name) {
            case "user_id", "user" -> caller.user().id();
            case "user_domain_id" -> caller.user().domainId().value();
            case "project_id", "project", "tenant_id", "tenant" ->
                caller.project() == null ? null : caller.project().id();
            case "project_domain_id" ->
                caller.project() == null ? null : caller.project().domainId().value();
            case "domain_id" -> caller.domain() == null ? null : caller.domain().value();
            case "system_scope" -> caller.system() ? "all" : null;
            // There is no one admin project here, so that every project is one: oslo.context's default.
            case "is_admin_project" -> "True";
            default -> throw new IllegalStateException(name);
        };
    }
}
