package stratus.glance.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import stratus.glance.api.JsonPatch.Change;
import stratus.glance.app.Edit;
import stratus.glance.domain.Image;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;

/** Carries out the operations of a PATCH, each as far as its caller may. */
final class ImageChanges {
    private static final Map<String, String> VISIBILITY_RULES =
            Map.of("public", "publicize_image", "community", "communitize_image");

    private final ImageFields fields;
    private final Request r;
    private final Image image;
    private final LocationPatch locations;

    ImageChanges(ImageFields fields, Request r, Image image, LocationPatch locations) {
        this.fields = fields;
        this.r = r;
        this.image = image;
        this.locations = locations;
    }

    /** What is to be done to the image's row, after all that may be slow or refused. */
    List<Consumer<Edit>> steps(List<Change> changes) {
        var steps = new ArrayList<Consumer<Edit>>();
        for (var change : changes) {
            if (change.moves()) {
                steps.add(locations.read(change)::apply);
            } else {
                authorize(change);
                steps.add(edit -> apply(edit, change));
            }
        }
        return steps;
    }

    private void authorize(Change change) {
        if (change.removes()) {
            return;
        }
        if (change.name().equals("visibility")) {
            visibility(r, image, change.value().stringValue());
        }
        if (change.name().equals("owner") && !r.caller().has("admin")) {
            throw new Fault.Forbidden("Owner can't be updated by non admin.", null);
        }
    }

    /** Whether images may be made visible so. */
    static void visibility(Request r, Image image, String wanted) {
        var rule = VISIBILITY_RULES.get(wanted);
        if (rule != null) {
            r.require(rule, Targets.of(image));
        }
    }

    private void apply(Edit edit, Change change) {
        var name = change.name();
        boolean field = ImageFields.BASE.contains(name);
        boolean there = field || edit.properties.containsKey(name);
        switch (change.op()) {
            case "add" -> {
                if (there && change.old()) {
                    throw new Fault.Conflict("Property %s already present.".formatted(name));
                }
                fields.set(edit, name, change.value());
            }
            case "replace" -> {
                refuseMissing(name, there);
                fields.set(edit, name, change.value());
            }
            default -> {
                if (field) {
                    throw new Fault.Forbidden("Property %s may not be removed.".formatted(name), null);
                }
                refuseMissing(name, there);
                edit.properties.remove(name);
            }
        }
    }

    private static void refuseMissing(String name, boolean there) {
        if (!there) {
            throw new Fault.Conflict("Property %s does not exist.".formatted(name));
        }
    }
}
