package stratus.placement.api;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import stratus.placement.app.Vocabulary;
import stratus.placement.domain.Kind;

/** {@code /traits} and {@code /resource_classes}. */
public final class VocabularyApi {
    private final Dates dates;
    private final Vocabulary vocabulary;

    public VocabularyApi(Vocabulary vocabulary, Dates dates) {
        this.dates = dates;
        this.vocabulary = vocabulary;
    }

    record NewClass(String name) {}

    public void routes(Routes routes) {
        routes.get("/traits", "placement:traits:list", this::listTraits)
                .get("/traits/{name}", "placement:traits:show", this::showTrait)
                .put("/traits/{name}", "placement:traits:update", this::putTrait)
                .delete("/traits/{name}", "placement:traits:delete", this::deleteTrait)
                .get("/resource_classes", "placement:resource_classes:list", this::listClasses)
                .post("/resource_classes", "placement:resource_classes:create", this::createClass)
                .get("/resource_classes/{name}", "placement:resource_classes:show", this::showClass)
                .put("/resource_classes/{name}", "placement:resource_classes:update", this::putClass)
                .delete("/resource_classes/{name}", "placement:resource_classes:delete", this::deleteClass);
    }

    private Response listTraits(Request r) {
        r.authorize();
        Versions.since(r, 6);
        Demands.only(r.query(), Set.of("name", "associated"));
        var names = r.query().get("name");
        var associated = r.query().get("associated");
        var all = associated == null ? vocabulary.all(Kind.TRAIT) : associated(associated);
        var wire = Map.of(
                "traits",
                names == null
                        ? all
                        : all.stream().filter(t -> matches(t, names)).toList());
        return dates.now(r, Response.ok(wire));
    }

    private List<String> associated(String asked) {
        if (!asked.equalsIgnoreCase("true") && !asked.equalsIgnoreCase("false")) {
            throw new Fault.Invalid(
                    "The query parameter \"associated\" only accepts \"true\" or \"false\". Got: %s".formatted(asked));
        }
        var used = new HashSet<>(vocabulary.usedTraits());
        boolean wanted = asked.equalsIgnoreCase("true");
        return vocabulary.all(Kind.TRAIT).stream()
                .filter(t -> used.contains(t) == wanted)
                .toList();
    }

    private static boolean matches(String trait, String names) {
        if (names.startsWith("startswith:")) {
            return trait.startsWith(names.substring(11));
        }
        if (names.startsWith("in:")) {
            return List.of(names.substring(3).split(",")).contains(trait);
        }
        throw new Fault.Invalid("Badly formatted name parameter. Expected name query string parameter in form: "
                + "?name=[in|startswith]:[name1,name2|prefix]. Got: \"%s\"".formatted(names));
    }

    private Response showTrait(Request r) {
        r.authorize();
        Versions.since(r, 6);
        if (!vocabulary.has(Kind.TRAIT, r.path("name"))) {
            throw new Fault.NotFound("No such trait(s): %s.".formatted(r.path("name")));
        }
        return Response.noContent();
    }

    private Response putTrait(Request r) {
        r.authorize();
        Versions.since(r, 6);
        var name = r.path("name");
        boolean made = vocabulary.define(Kind.TRAIT, name);
        return dates.now(r, Response.of(made ? 201 : 204, null)).with("Location", r.baseUrl() + "/traits/" + name);
    }

    private Response deleteTrait(Request r) {
        r.authorize();
        Versions.since(r, 6);
        vocabulary.remove(Kind.TRAIT, r.path("name"));
        return Response.noContent();
    }

    private Response listClasses(Request r) {
        r.authorize();
        Versions.since(r, 2);
        var wire = Map.of(
                "resource_classes",
                vocabulary.all(Kind.RESOURCE_CLASS).stream()
                        .map(VocabularyApi::wire)
                        .toList());
        return dates.now(r, Response.ok(wire));
    }

    private Response showClass(Request r) {
        r.authorize();
        Versions.since(r, 2);
        requireClass(r.path("name"));
        return dates.now(r, Response.ok(wire(r.path("name"))));
    }

    private Response createClass(Request r) {
        r.authorize();
        Versions.since(r, 2);
        var name = r.body(NewClass.class).name();
        if (!vocabulary.define(Kind.RESOURCE_CLASS, name)) {
            throw new Fault.Conflict("Conflicting resource class already exists: %s".formatted(name));
        }
        return Response.of(201, null).with("Location", r.baseUrl() + "/resource_classes/" + name);
    }

    private Response putClass(Request r) {
        r.authorize();
        Versions.since(r, 2);
        var name = r.path("name");
        if (!r.version().atLeast(7)) {
            throw new Fault.NotImplemented("Renaming a resource class (before version 1.7) is not supported here.");
        }
        boolean made = vocabulary.define(Kind.RESOURCE_CLASS, name);
        return dates.now(r, Response.of(made ? 201 : 204, null))
                .with("Location", r.baseUrl() + "/resource_classes/" + name);
    }

    private Response deleteClass(Request r) {
        r.authorize();
        Versions.since(r, 2);
        vocabulary.remove(Kind.RESOURCE_CLASS, r.path("name"));
        return Response.noContent();
    }

    private void requireClass(String name) {
        if (!vocabulary.has(Kind.RESOURCE_CLASS, name)) {
            throw new Fault.NotFound("No such resource class %s.".formatted(name));
        }
    }

    private static Map<String, Object> wire(String name) {
        return Map.of("name", name, "links", List.of(Map.of("rel", "self", "href", "/resource_classes/" + name)));
    }
}
