package stratus.placement.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Query;
import stratus.oslo.http.Request;
import stratus.placement.app.Vocabulary;
import stratus.placement.domain.Demand;
import stratus.placement.domain.Kind;

/** Reads what is looked for from a query: {@code resources}, {@code required}, {@code member_of}, {@code in_tree}. */
final class Demands {
    private static final Pattern GRANULAR =
            Pattern.compile("(resources|required|member_of|in_tree)([a-zA-Z0-9_-]{1,64})");

    private final Vocabulary vocabulary;

    Demands(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    Demand read(Request request) {
        var query = request.query();
        var required = new ArrayList<List<String>>();
        var forbidden = new ArrayList<String>();
        traits(request, query, required, forbidden);
        var memberOf = new ArrayList<List<String>>();
        var notMemberOf = new ArrayList<String>();
        aggregates(request, query, memberOf, notMemberOf);
        return new Demand(
                resources(query.get("resources")), required, forbidden, memberOf, notMemberOf, query.get("in_tree"));
    }

    /** Refuses parameters that the version asked for does not have. */
    static void only(Query query, Set<String> names) {
        for (var name : query.names()) {
            if (names.contains(name)) {
                continue;
            }
            if (GRANULAR.matcher(name).matches() || name.equals("group_policy") || name.equals("same_subtree")) {
                throw new Fault.NotImplemented(
                        "Granular request groups (%s) are not supported here: use one unnumbered group."
                                .formatted(name));
            }
            throw invalid("Additional properties are not allowed ('%s' was unexpected)".formatted(name));
        }
    }

    private Map<String, Long> resources(@Nullable String text) {
        var amounts = new LinkedHashMap<String, Long>();
        if (text == null) {
            return amounts;
        }
        for (var one : text.split(",", -1)) {
            var parts = one.strip().split(":");
            if (parts.length != 2 || !parts[1].matches("\\d{1,18}") || Long.parseLong(parts[1]) < 1) {
                throw badValue("Badly formed resources parameter. Expected resources query string parameter in form: "
                        + "?resources=VCPU:2,MEMORY_MB:1024. Got: %s.".formatted(text));
            }
            amounts.put(parts[0], Long.parseLong(parts[1]));
        }
        amounts.keySet().forEach(name -> {
            if (!vocabulary.has(Kind.RESOURCE_CLASS, name)) {
                throw new Fault.Invalid(
                        "Invalid resource class in resources parameter: No such resource class %s.".formatted(name));
            }
        });
        return amounts;
    }

    private void traits(Request request, Query query, List<List<String>> required, List<String> forbidden) {
        var all = query.all("required");
        if (all.size() > 1 && !request.version().atLeast(39)) {
            throw invalid("'required' may be given once before version 1.39");
        }
        for (var value : all) {
            if (value.startsWith("in:")) {
                if (!request.version().atLeast(39)) {
                    throw badTraits(value);
                }
                required.add(List.of(value.substring(3).split(",")));
                continue;
            }
            for (var trait : value.split(",", -1)) {
                if (trait.isEmpty()
                        || trait.startsWith("!") && !request.version().atLeast(22)) {
                    throw badTraits(value);
                }
                if (trait.startsWith("!")) {
                    forbidden.add(trait.substring(1));
                } else {
                    required.add(List.of(trait));
                }
            }
        }
        var names = new ArrayList<>(forbidden);
        required.forEach(names::addAll);
        vocabulary.require(Kind.TRAIT, names);
        var both = names.stream()
                .filter(n -> forbidden.contains(n) && required.contains(List.of(n)))
                .distinct()
                .toList();
        if (!both.isEmpty()) {
            throw new Fault.Invalid("Conflicting required and forbidden traits found in the following traits keys: "
                    + "required: (%s)".formatted(String.join(", ", both)));
        }
    }

    private static void aggregates(
            Request request, Query query, List<List<String>> memberOf, List<String> notMemberOf) {
        var all = query.all("member_of");
        if (all.size() > 1 && !request.version().atLeast(24)) {
            throw invalid("'member_of' may be given once before version 1.24");
        }
        for (var value : all) {
            boolean not = value.startsWith("!");
            var rest = not ? value.substring(1) : value;
            var names = rest.startsWith("in:") ? List.of(rest.substring(3).split(",")) : List.of(rest);
            if (not && !request.version().atLeast(32)) {
                throw new Fault.Invalid("Forbidden member_of parameters are not supported in the requested version");
            }
            names.forEach(name -> {
                if (!name.matches("[0-9a-fA-F-]{32,36}")) {
                    throw new Fault.Invalid(
                            "Invalid query string parameters: Expected 'member_of' parameter to contain valid UUID(s). Got: %s"
                                    .formatted(name));
                }
            });
            if (not) {
                notMemberOf.addAll(names);
            } else {
                memberOf.add(names);
            }
        }
    }

    private static Fault badValue(String message) {
        return Fault.coded("placement.query.bad_value", new Fault.Invalid(message));
    }

    private static Fault badTraits(String value) {
        return new Fault.Invalid("Invalid query string parameters: Expected 'required' parameter value of the form: "
                + "HW_CPU_X86_VMX,CUSTOM_MAGIC. Got: %s".formatted(value));
    }

    static Fault invalid(String problem) {
        return new Fault.Invalid("Invalid query string parameters: " + problem);
    }
}
