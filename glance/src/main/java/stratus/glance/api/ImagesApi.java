package stratus.glance.api;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Locations;
import stratus.glance.app.Quotas;
import stratus.glance.domain.Image;
import stratus.glance.registry.Images;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.node.StringNode;

/** {@code /v2/images}. */
public final class ImagesApi {
    private final Images images;
    private final ImageFields fields;
    private final ImageViews views;
    private final Locations locations;
    private final Quotas quotas;
    private final InstantSource clock;

    public ImagesApi(
            Images images,
            ImageFields fields,
            ImageViews views,
            Locations locations,
            Quotas quotas,
            InstantSource clock) {
        this.images = images;
        this.fields = fields;
        this.views = views;
        this.locations = locations;
        this.quotas = quotas;
        this.clock = clock;
    }

    public void routes(Routes routes) {
        routes.get("/images", "get_images", this::list)
                .post("/images", "add_image", this::create)
                .get("/images/{image_id}", "get_image", this::show)
                .token("PATCH", "/images/{image_id}", this::patch) // each change has a rule of its own
                .put("/images/{image_id}/tags/{tag}", "modify_image", this::tag)
                .delete("/images/{image_id}/tags/{tag}", "modify_image", this::untag)
                .post("/images/{image_id}/actions/deactivate", "deactivate", this::deactivate)
                .post("/images/{image_id}/actions/reactivate", "reactivate", this::reactivate);
    }

    private Response list(Request r) {
        r.authorize();
        var query = r.query();
        var page = Paging.of(query, quotas.own());
        if (page.marker() != null) {
            refuseUnknown(r, page.marker());
        }
        var found = images.list(Filters.of(r), page).items();
        if (Paging.limit(query, quotas.own()) == 0) {
            found = List.of();
        }
        var wire = new LinkedHashMap<String, Object>();
        wire.put("images", found.stream().map(image -> views.of(r, image)).toList());
        wire.put("schema", "/v2/schemas/images");
        boolean full = found.size() == page.limit();
        Links.put(wire, "/v2/images", query, full ? found.getLast().id() : null);
        return Response.ok(wire);
    }

    private Response create(Request r) {
        var body = JsonBody.read(r);
        if (!body.isObject()) {
            throw new Fault.Invalid("Request body must be a JSON object.");
        }
        var caller = r.caller();
        var owner = caller.project() == null ? null : caller.project().id();
        var id = body.has("id")
                ? body.path("id").asString("")
                : UUID.randomUUID().toString();
        var image = fields.create(Image.queued(id, owner, clock.instant()), body);
        authorizeNew(r, image, owner);
        ImageFields.refuseGiven(body);
        image.properties().keySet().forEach(name -> fields.rules().require(r, "create", name));
        quotas.requireImage(caller);
        quotas.own().allowed(null, image);
        images.create(caller, image);
        return views.created(r, image);
    }

    private static void authorizeNew(Request r, Image image, @Nullable String own) {
        var target = Targets.of(image);
        if (!Objects.equals(image.owner(), own) && !r.allows("add_image", target)) {
            throw GlanceErrors.detail(new Fault.Forbidden(
                    "You are not permitted to create images owned by '%s'"
                            .formatted(image.owner() == null ? "None" : image.owner()),
                    null));
        }
        r.authorize(target);
        ImageChanges.visibility(r, image, image.visibility());
    }

    private Response show(Request r) {
        var image = Targets.authorized(r, images);
        return Response.ok(views.of(r, image));
    }

    private Response patch(Request r) {
        var patch = JsonPatch.of(r.header("Content-Type"));
        var changes = new ImageChanges(fields, patch.read(JsonBody.read(r), fields));
        var image = images.get(r.caller(), r.path("image_id"));
        changes.authorize(r, image);
        changes.look(r, image, locations);
        if (changes.none()) {
            return Response.ok(views.of(r, image));
        }
        return Response.ok(views.of(
                r, images.update(r.caller(), image.id(), now -> quotas.own().allowed(now, changes.apply(r, now)))));
    }

    private Response tag(Request r) {
        var tag = r.path("tag");
        ImageFields.tag(StringNode.valueOf(tag));
        return tags(r, now -> requireTags(now.tags().contains(tag) ? now : withTag(now, tag)));
    }

    private static Image withTag(Image image, String tag) {
        var tags = new ArrayList<>(image.tags());
        tags.add(tag);
        return image.with(image.metadata().withTags(tags));
    }

    private Image requireTags(Image image) {
        try {
            return quotas.own().allowed(null, image);
        } catch (Fault.TooLarge e) {
            throw new Fault.TooLarge(
                    "Image tag limit exceeded for image %s: %s:".formatted(image.id(), e.getMessage()));
        }
    }

    private Response untag(Request r) {
        return tags(r, now -> {
            var tags = new ArrayList<>(now.tags());
            if (!tags.remove(r.path("tag"))) {
                throw new Fault.NotFound("The resource could not be found.");
            }
            return now.with(now.metadata().withTags(tags));
        });
    }

    private Response tags(Request r, UnaryOperator<Image> change) {
        JsonBody.refuse(r);
        images.update(r.caller(), image(r, "Image %s not found.").id(), change);
        return Response.noContent();
    }

    private Response deactivate(Request r) {
        JsonBody.refuse(r);
        images.deactivate(r.caller(), Targets.authorized(r, images));
        return Response.noContent();
    }

    private Response reactivate(Request r) {
        JsonBody.refuse(r);
        images.reactivate(r.caller(), Targets.authorized(r, images));
        return Response.noContent();
    }

    private Image image(Request r, String missing) {
        return Targets.authorized(r, Targets.named(r, images, missing));
    }

    /** A place in a list is part of the question, not what is asked for. */
    private void refuseUnknown(Request r, String marker) {
        try {
            images.requireVisible(r.caller(), marker);
        } catch (Fault.NotFound e) {
            throw new Fault.Invalid(String.valueOf(e.getMessage()));
        }
    }
}
