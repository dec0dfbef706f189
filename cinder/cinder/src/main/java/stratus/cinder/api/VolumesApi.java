package stratus.cinder.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.Types;
import stratus.cinder.app.Volumes;
import stratus.cinder.app.Volumes.Seen;
import stratus.cinder.domain.NewVolume;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeFilter;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /volumes} of the Block Storage API. */
public final class VolumesApi {
    private static final Map<String, String> SORT = Map.of(
            "id",
            "id",
            "name",
            "COALESCE(name, '')",
            "display_name",
            "COALESCE(name, '')",
            "status",
            "status",
            "size",
            "size",
            "created_at",
            "created_at",
            "availability_zone",
            "availability_zone",
            "bootable",
            "bootable",
            "host",
            "COALESCE(host, '')");
    private static final Listing<Seen> LISTING = new Listing<>(
            Filters.VOLUMES,
            "volumes",
            "volumes_links",
            SORT,
            v -> v.volume().id().text());
    private static final String ENCRYPTION = "volume_extension:volume_encryption_metadata";
    private static final String[] CREATABLE = {
        "name",
        "description",
        "display_name",
        "display_description",
        "volume_type",
        "metadata",
        "snapshot_id",
        "source_volid",
        "consistencygroup_id",
        "size",
        "availability_zone",
        "multiattach",
        "image_id",
        "imageRef",
        "group_id",
        "backup_id"
    };
    private static final Set<String> UPDATABLE =
            Set.of("name", "description", "display_name", "display_description", "metadata");

    private final Volumes volumes;
    private final Types types;
    private final VolumeQuery queries;

    public VolumesApi(Volumes volumes, Types types) {
        this.volumes = volumes;
        this.types = types;
        this.queries = new VolumeQuery(types);
    }

    public void routes(Routes routes) {
        routes.post("/volumes", "volume:create", this::create)
                .get("/volumes", "volume:get_all", this::list)
                .get("/volumes/detail", "volume:get_all", this::detail)
                .get("/volumes/summary", "volume:get_all", this::summary)
                .get("/volumes/{volume_id}", "volume:get", this::show)
                .put("/volumes/{volume_id}", "volume:update", this::update)
                .delete("/volumes/{volume_id}", "volume:delete", this::delete)
                .get("/volumes/{volume_id}/encryption", ENCRYPTION, this::encryption)
                .get("/volumes/{volume_id}/encryption/{key}", ENCRYPTION, this::encryptionKey);
        new MetadataApi("/volumes/{volume_id}", "volume:%s_volume_metadata", new Owner()).routes(routes, "create");
    }

    /** As upstream answers for a volume that is not encrypted. */
    private Response encryption(Request r) {
        seen(r);
        return Response.ok(Collections.singletonMap("encryption_key_id", null));
    }

    private Response encryptionKey(Request r) {
        seen(r);
        return Response.ok(Map.of());
    }

    private final class Owner implements MetadataApi.Owner {
        @Override
        public Map<String, String> read(Request r) {
            return seen(r).volume().metadata();
        }

        @Override
        public Map<String, String> change(Request r, UnaryOperator<Map<String, String>> change) {
            var id = VolumeId.parse(r.path("volume_id"));
            return volumes.update(r.caller(), id, v -> v.with(v.name(), v.description(), change.apply(v.metadata())))
                    .volume()
                    .metadata();
        }

        @Override
        public String name(Request r) {
            return "Volume " + r.path("volume_id");
        }
    }

    private Response create(Request r) {
        r.authorize();
        var root = r.json();
        if (!root.path("volume").isObject()) {
            throw new Fault.Invalid("Invalid input for field/attribute body. 'volume' is a required property");
        }
        if (r.version().atLeast(53)) {
            Bodies.only(root.path("volume"), CREATABLE);
        }
        var wanted = wanted(r, root.path("volume"), Hints.of(root));
        var owner = Map.of("project_id", r.caller().projectId().value());
        if (wanted.image() != null) {
            r.require("volume:create_from_image", owner);
        }
        if (wanted.type() != null && types.offersMultiattach(Ask.viewer(r), wanted.type())) {
            r.require("volume:multiattach", owner);
        }
        var seen = volumes.create(Ask.viewer(r), wanted);
        return Response.accepted(Map.of("volume", new VolumeView(r).created(seen)));
    }

    private static NewVolume wanted(Request r, JsonNode body, Map<String, String> hints) {
        for (var unsupported : new String[] {"backup_id", "consistencygroup_id"}) {
            if (Bodies.text(body, unsupported) != null) {
                throw new Fault.NotImplemented("A volume cannot be made with '%s' here.".formatted(unsupported));
            }
        }
        if (Boolean.TRUE.equals(Bodies.flag(body, "multiattach"))) {
            throw new Fault.Invalid("multiattach parameter has been removed. The default behavior is to use multiattach"
                    + " enabled volume types. Contact your administrator to create a multiattach enabled volume type"
                    + " and use it to create multiattach volumes.");
        }
        var image =
                Bodies.text(body, "imageRef") == null ? Bodies.text(body, "image_id") : Bodies.text(body, "imageRef");
        var source = Bodies.text(body, "source_volid");
        var snapshot = Bodies.text(body, "snapshot_id");
        if (Stream.of(image, source, snapshot).filter(Objects::nonNull).count() > 1) {
            throw new Fault.Invalid(
                    "Invalid input received: May specify only one of snapshot, image or source volume.");
        }
        return new NewVolume(
                Bodies.size(body, "size"),
                either(body, "name", "display_name"),
                either(body, "description", "display_description"),
                Bodies.text(body, "volume_type"),
                Bodies.text(body, "availability_zone"),
                image == null ? null : image(image),
                source == null ? null : VolumeId.parse(source),
                snapshot == null ? null : SnapshotId.parse(snapshot),
                group(r, body),
                Bodies.texts(body, "metadata"),
                hints);
    }

    private static @Nullable String group(Request r, JsonNode body) {
        var group = Bodies.text(body, "group_id");
        if (group != null && !r.version().atLeast(13)) {
            throw new Fault.Invalid("Invalid input for field/attribute volume. Additional properties are not allowed"
                    + " ('group_id' was unexpected)");
        }
        return group;
    }

    /** An id, or an address that ends in one. */
    private static ImageId image(String reference) {
        try {
            return ImageId.parse(reference.substring(reference.lastIndexOf('/') + 1));
        } catch (Fault.NotFound e) {
            throw new Fault.Invalid("Invalid image identifier or unable to access requested image.");
        }
    }

    private static @Nullable String either(JsonNode body, String name, String older) {
        var value = Bodies.text(body, body.has(name) ? name : older);
        return value == null ? null : value.strip();
    }

    private Response list(Request r) {
        return page(r, seen -> new VolumeView(r).brief(seen.volume()));
    }

    private Response detail(Request r) {
        return page(r, new VolumeView(r)::full);
    }

    private Response page(Request r, Function<Seen, Map<String, @Nullable Object>> view) {
        r.authorize();
        var filter = filter(r);
        var body = LISTING.body(r, page -> volumes.list(filter, page), view);
        if (r.version().atLeast(45) && Ask.flag(r, "with_count", false)) {
            body.put("count", volumes.count(filter));
        }
        return Response.ok(body);
    }

    private VolumeFilter filter(Request r) {
        return Filters.VOLUMES.excludeAll(r) ? VolumeFilter.none() : queries.filter(r);
    }

    private Response summary(Request r) {
        r.authorize();
        if (!r.version().atLeast(12)) {
            throw new Fault.NotFound("The resource could not be found.");
        }
        var summary = volumes.summary(filter(r));
        var body = new LinkedHashMap<String, Object>();
        body.put("total_size", summary.size());
        body.put("total_count", summary.count());
        if (r.version().atLeast(36)) {
            body.put("metadata", summary.metadata());
        }
        return Response.ok(Map.of("volume-summary", body));
    }

    private Response show(Request r) {
        return Response.ok(Map.of("volume", new VolumeView(r).full(seen(r))));
    }

    private Response update(Request r) {
        var id = seen(r).volume().id();
        var body = Bodies.object(r, "volume");
        body.propertyNames().stream()
                .filter(n -> !UPDATABLE.contains(n))
                .findFirst()
                .ifPresent(n -> {
                    throw new Fault.Invalid(
                            "volume", "Additional properties are not allowed ('%s' was unexpected)".formatted(n));
                });
        var seen = volumes.update(r.caller(), id, v -> changed(v, body));
        return Response.ok(Map.of("volume", new VolumeView(r).created(seen)));
    }

    private static Volume changed(Volume v, JsonNode body) {
        boolean name = body.has("name") || body.has("display_name");
        boolean text = body.has("description") || body.has("display_description");
        return v.with(
                name ? either(body, "name", "display_name") : v.name(),
                text ? either(body, "description", "display_description") : v.description(),
                body.has("metadata") ? Bodies.texts(body, "metadata") : v.metadata());
    }

    private Response delete(Request r) {
        var id = seen(r).volume().id();
        if (r.version().atLeast(23) && Ask.flag(r, "force", false)) {
            r.require(
                    "volume:force_delete",
                    Map.of("project_id", r.caller().projectId().value()));
            volumes.forceDelete(Ask.viewer(r), id, Ask.flag(r, "cascade", false));
        } else {
            volumes.delete(Ask.viewer(r), id, Ask.flag(r, "cascade", false));
        }
        return Response.accepted();
    }

    private Seen seen(Request r) {
        var seen = volumes.get(Ask.viewer(r), VolumeId.parse(r.path("volume_id")));
        r.authorize(seen.volume().projectId().value());
        return seen;
    }
}
