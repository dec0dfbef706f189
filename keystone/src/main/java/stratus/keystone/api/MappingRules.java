package stratus.keystone.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the rules of a mapping look like, in each version of their schema; says all that is wrong with some. */
final class MappingRules {
    private static final Set<String> LOCAL = Set.of("user", "projects", "group", "groups", "group_ids", "domain");
    private static final Set<String> USER = Set.of("id", "name", "email", "domain", "type");
    private static final List<String> USER_TYPES = List.of("ephemeral", "local");
    private static final List<String> CONDITIONS = List.of("any_one_of", "not_any_of", "blacklist", "whitelist");

    private final String version;
    private final List<String> problems = new ArrayList<>();

    MappingRules(String version) {
        this.version = version;
    }

    List<String> problems(JsonNode mapping) {
        if (mapping.has("rules")) {
            each(mapping.path("rules"), true, this::rule);
        } else {
            problems.add("'rules' is a required property");
        }
        return List.copyOf(problems);
    }

    private void rule(JsonNode rule) {
        if (object(rule, Set.of("local", "remote"), List.of("local", "remote"))) {
            each(rule.path("local"), false, this::local);
            each(rule.path("remote"), true, this::remote);
        }
    }

    private void local(JsonNode local) {
        var known = version.equals("3.0") ? with(LOCAL, "projects_json") : LOCAL;
        if (object(local, known, List.of())) {
            ifThere(local, "user", this::user);
            ifThere(local, "projects", projects -> each(projects, false, this::project));
            ifThere(local, "group", this::group);
            ifThere(local, "domain", this::domain);
            Stream.of("groups", "group_ids", "projects_json").forEach(name -> ifThere(local, name, this::text));
        }
    }

    private void user(JsonNode user) {
        if (object(user, USER, List.of())) {
            Stream.of("id", "name", "email").forEach(name -> ifThere(user, name, this::text));
            ifThere(user, "domain", this::domain);
            ifThere(user, "type", type -> {
                if (!type.isString() || !USER_TYPES.contains(type.stringValue())) {
                    problems.add("%s is not one of %s".formatted(type, USER_TYPES));
                }
            });
        }
    }

    private void project(JsonNode project) {
        var known = Set.of("name", "roles");
        if (object(project, version.equals("1.0") ? known : with(known, "domain"), List.of("name", "roles"))) {
            ifThere(project, "name", this::text);
            ifThere(project, "domain", this::domain);
            ifThere(
                    project,
                    "roles",
                    roles -> each(roles, false, role -> {
                        if (object(role, Set.of("name"), List.of("name"))) {
                            ifThere(role, "name", this::text);
                        }
                    }));
        }
    }

    private void group(JsonNode group) {
        boolean byId = group.isObject() && group.has("id");
        var known = byId ? Set.of("id") : Set.of("name", "domain");
        if (object(group, known, List.copyOf(known))) {
            ifThere(group, byId ? "id" : "name", this::text);
            ifThere(group, "domain", this::domain);
        }
    }

    private void domain(JsonNode domain) {
        if (object(domain, Set.of("id", "name"), List.of())) {
            Stream.of("id", "name").forEach(name -> ifThere(domain, name, this::text));
        }
    }

    /** An attribute, and at most one condition on it. */
    private void remote(JsonNode remote) {
        var conditions = CONDITIONS.stream().filter(remote::has).toList();
        boolean fits = remote.isObject()
                && remote.path("type").isString()
                && conditions.size() <= 1
                && conditions.stream().allMatch(name -> remote.path(name).isArray())
                && (conditions.isEmpty() ? !remote.has("regex") : isFlag(remote.path("regex")))
                && remote.propertyNames().stream()
                        .allMatch(name -> name.equals("type") || name.equals("regex") || CONDITIONS.contains(name));
        if (!fits) {
            problems.add("%s is not valid under any of the given schemas".formatted(remote));
        }
    }

    private static boolean isFlag(JsonNode value) {
        return value.isMissingNode() || value.isBoolean();
    }

    private void each(JsonNode list, boolean some, Consumer<JsonNode> check) {
        if (!list.isArray()) {
            problems.add("%s is not of type 'array'".formatted(list));
        } else if (some && list.isEmpty()) {
            problems.add("[] is too short");
        } else {
            list.values().forEach(check);
        }
    }

    private boolean object(JsonNode value, Set<String> known, List<String> required) {
        if (!value.isObject()) {
            problems.add("%s is not of type 'object'".formatted(value));
            return false;
        }
        value.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .map("Additional properties are not allowed ('%s' was unexpected)"::formatted)
                .forEach(problems::add);
        required.stream()
                .filter(name -> !value.has(name))
                .sorted()
                .map("'%s' is a required property"::formatted)
                .forEach(problems::add);
        return value.propertyNames().containsAll(required);
    }

    private void text(JsonNode value) {
        if (!value.isString()) {
            problems.add("%s is not of type 'string'".formatted(value));
        }
    }

    private static void ifThere(JsonNode object, String name, Consumer<JsonNode> check) {
        if (object.has(name)) {
            check.accept(object.path(name));
        }
    }

    private static Set<String> with(Set<String> names, String another) {
        return Stream.concat(names.stream(), Stream.of(another)).collect(Collectors.toSet());
    }
}
