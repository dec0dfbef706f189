package stratus.glance.api;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import stratus.glance.api.JsonPatch.Change;
import stratus.glance.app.LocationChange;
import stratus.glance.app.Locations;
import stratus.glance.domain.Image;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;

/** Carries out the operations of a PATCH, each as far as its caller may. */
final class ImageChanges {
    private static final Map<String, String> VISIBILITY_RULES =
            Map.of("public", "publicize_image", "community", "communitize_image");

    private final ImageFields fields;
    private final List<Change> changes;
    private final Map<Change, LocationChange> ofLocations = new IdentityHashMap<>();

    ImageChanges(ImageFields fields, List<Change> changes) {
        this.fields = fields;
        this.changes = changes;
    }

    /** Looks at the places that bits are to be at; changes of other fields are none of its business. */
    void look(Request r, Image image, Locations locations) {
        var patch = new LocationPatch(r, image, locations);
        changes.stream().filter(Change::ofLocations).forEach(change -> ofLocations.put(change, patch.read(change)));
    }

    boolean none() {
        return changes.isEmpty();
    }

    /** Refuses what the caller may not do to this image; places of bits are looked at later, and have rules of their own. */
    void authorize(Request r, Image image) {
        for (var change : changes) {
            if (change.name().equals("visibility") && !change.removes()) {
                visibility(r, image, change.value().stringValue());
            }
            boolean given = change.name().equals("owner")
                    && !change.removes()
                    && !r.caller().has("admin");
            if (!change.ofLocations() && !(given && change.op().equals("replace"))) {
                Targets.require(r, "modify_image", image);
            }
            if (given) {
                throw GlanceErrors.detail(new Fault.Forbidden("Owner can't be updated by non admin.", null));
            }
        }
    }

    /** Whether images may be made visible so. */
    static void visibility(Request r, Image image, String wanted) {
        var rule = VISIBILITY_RULES.get(wanted);
        if (rule != null) {
            r.require(rule, Targets.of(image));
        }
    }

    Image apply(Request r, Image image) {
        var after = image;
        for (var change : changes) {
            var location = ofLocations.get(change);
            after = location == null ? apply(r, after, change) : location.apply(after);
        }
        return after;
    }

    private Image apply(Request r, Image image, Change change) {
        var name = change.name();
        boolean field = ImageFields.BASE.contains(name);
        var rules = fields.rules();
        boolean there = field || image.properties().containsKey(name) && rules.may(r, "read", name);
        return switch (change.op()) {
            case "add" -> {
                if (there && change.old()) {
                    throw GlanceErrors.detail(new Fault.Conflict("Property %s already present.".formatted(name)));
                }
                if (!field) {
                    rules.require(r, there ? "update" : "create", name);
                }
                yield fields.set(image, name, change.value());
            }
            case "replace" -> {
                refuseMissing(name, there);
                if (!field) {
                    rules.require(r, "update", name);
                }
                yield fields.set(image, name, change.value());
            }
            default -> {
                if (field) {
                    throw GlanceErrors.detail(
                            new Fault.Forbidden("Property %s may not be removed.".formatted(name), null));
                }
                refuseMissing(name, there);
                rules.require(r, "delete", name);
                yield image.withoutProperty(name);
            }
        };
    }

    private static void refuseMissing(String name, boolean there) {
        if (!there) {
            throw GlanceErrors.detail(new Fault.Conflict("Property %s does not exist.".formatted(name)));
        }
    }
}
