package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.HostAttachments;
import stratus.cinder.app.HostAttachments.Place;
import stratus.cinder.app.VolumeChanges;
import stratus.cinder.app.Volumes;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeStatus;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /volumes/{id}/action}: one route, and a rule for each action. */
public final class VolumeActionsApi {
    private static final String ACTIONS = "volume_extension:volume_actions:";
    private static final String ADMIN = "volume_extension:volume_admin_actions:";

    private final Volumes volumes;
    private final VolumeChanges changes;
    private final HostAttachments hosts;
    private final VolumeImageActions images;
    private final Map<String, Action> actions = new LinkedHashMap<>();

    @FunctionalInterface
    private interface Handling {
        Response handle(Request r, Volume volume, JsonNode argument);
    }

    /** {@code rule} is asked about the volume's project. */
    private record Action(String rule, int since, Handling handling) {}

    public VolumeActionsApi(Volumes volumes, VolumeChanges changes, HostAttachments hosts) {
        this.volumes = volumes;
        this.changes = changes;
        this.hosts = hosts;
        this.images = new VolumeImageActions(volumes, changes);
        attaching();
        changing();
        on("os-reset_status", ADMIN + "reset_status", this::reset);
        on("os-force_delete", ADMIN + "force_delete", this::forceDelete);
        on("os-force_detach", ADMIN + "force_detach", this::forceDetach);
        on("os-migrate_volume", ADMIN + "migrate_volume", VolumeActionsApi::migrate);
        on("os-set_image_metadata", "volume_extension:volume_image_metadata:set", images::set);
        on("os-unset_image_metadata", "volume_extension:volume_image_metadata:remove", images::unset);
        on("os-show_image_metadata", "volume_extension:volume_image_metadata:show", VolumeImageActions::show);
    }

    private void attaching() {
        on("os-reserve", ACTIONS + "reserve", (r, volume, _) -> {
            hosts.reserve(Ask.viewer(r), volume);
            return Response.accepted();
        });
        on("os-unreserve", ACTIONS + "unreserve", (r, volume, _) -> {
            hosts.unreserve(Ask.viewer(r), volume.id());
            return Response.accepted();
        });
        on("os-begin_detaching", ACTIONS + "begin_detaching", (r, volume, _) -> {
            hosts.beginDetaching(Ask.viewer(r), volume.id());
            return Response.accepted();
        });
        on("os-roll_detaching", ACTIONS + "roll_detaching", (r, volume, _) -> {
            hosts.rollDetaching(Ask.viewer(r), volume.id());
            return Response.accepted();
        });
        on("os-attach", ACTIONS + "attach", this::attach);
        on("os-detach", ACTIONS + "detach", this::detach);
        on("os-initialize_connection", ACTIONS + "initialize_connection", this::initialize);
        on("os-terminate_connection", ACTIONS + "terminate_connection", this::terminate);
    }

    private void changing() {
        on("os-extend", "volume:get", this::extend);
        on("os-retype", "volume:retype", this::retype);
        on("os-set_bootable", "volume:update", this::setBootable);
        on("os-update_readonly_flag", "volume:update_readonly_flag", this::setReadonly);
        on("os-volume_upload_image", ACTIONS + "upload_image", images::upload);
        actions.put("revert", new Action("volume:revert_to_snapshot", 40, this::revert));
        actions.put("os-reimage", new Action("volume:get", 68, this::reimage));
    }

    private void on(String name, String rule, Handling handling) {
        actions.put(name, new Action(rule, 0, handling));
    }

    public void routes(Routes routes) {
        routes.post("/volumes/{volume_id}/action", "volume:get", this::act);
    }

    private Response act(Request r) {
        var body = r.json();
        if (body.size() != 1) {
            r.authorize();
            throw new Fault.Invalid("Malformed request body");
        }
        var volume =
                volumes.get(Ask.viewer(r), VolumeId.parse(r.path("volume_id"))).volume();
        r.authorize(volume.projectId().value());
        var name = body.propertyNames().iterator().next();
        var action = actions.get(name);
        if (action == null || !r.version().atLeast(action.since())) {
            throw new Fault.Invalid("There is no such action: %s".formatted(name));
        }
        require(r, volume, action.rule());
        return action.handling().handle(r, volume, body.path(name));
    }

    private static void require(Request r, Volume volume, String rule) {
        r.require(rule, Map.of("project_id", volume.projectId().value()));
    }

    private Response attach(Request r, Volume volume, JsonNode argument) {
        Bodies.only(argument, "instance_uuid", "mountpoint", "host_name", "mode");
        var server = Bodies.text(argument, "instance_uuid");
        var host = Bodies.text(argument, "host_name");
        if (server == null && host == null) {
            throw new Fault.Invalid("Invalid input for field/attribute os-attach. 'instance_uuid' or 'host_name' is a"
                    + " required property");
        }
        var mode = argument.has("mode") ? Bodies.oneOf(argument, "mode", "rw", "ro") : "rw";
        var place = new Place(
                server == null ? null : ServerId.parse(server), host, Bodies.needed(argument, "mountpoint"), mode);
        hosts.attach(Ask.viewer(r), volume.id(), place);
        return Response.accepted();
    }

    private Response detach(Request r, Volume volume, JsonNode argument) {
        Deletion.refuseUsers(r, volumes.get(Ask.viewer(r), volume.id()).attachments());
        hosts.detach(Ask.viewer(r), volume.id(), named(argument));
        return Response.accepted();
    }

    private static @Nullable AttachmentId named(JsonNode argument) {
        var id = Bodies.text(argument, "attachment_id");
        return id == null ? null : AttachmentId.parse(id);
    }

    private Response initialize(Request r, Volume volume, JsonNode argument) {
        var connector = Bodies.dictionary(argument, "connector");
        var info = hosts.connect(Ask.viewer(r), volume, connector);
        info.put("enforce_multipath", Boolean.TRUE.equals(connector.get("enforce_multipath")));
        return Response.ok(Map.of("connection_info", info));
    }

    private Response terminate(Request r, Volume volume, JsonNode argument) {
        Deletion.refuseUsers(r, volumes.get(Ask.viewer(r), volume.id()).attachments());
        hosts.disconnect(Ask.viewer(r), volume, Bodies.dictionary(argument, "connector"));
        return Response.accepted();
    }

    private Response forceDetach(Request r, Volume volume, JsonNode argument) {
        hosts.disconnect(Ask.viewer(r), volume, Bodies.dictionary(argument, "connector"));
        hosts.forceDetach(Ask.viewer(r), volume.id(), named(argument));
        return Response.accepted();
    }

    private Response extend(Request r, Volume volume, JsonNode argument) {
        Bodies.only(argument, "new_size");
        var size = Bodies.size(argument, "new_size");
        if (size == null) {
            throw new Fault.Invalid("os-extend", "'new_size' is a required property");
        }
        boolean attached = r.version().atLeast(42) && volume.status() == VolumeStatus.IN_USE;
        require(r, volume, attached ? "volume:extend_attached_volume" : "volume:extend");
        volumes.extend(
                Ask.viewer(r), volume.id(), size, Set.of(attached ? VolumeStatus.IN_USE : VolumeStatus.AVAILABLE));
        return Response.accepted();
    }

    private Response retype(Request r, Volume volume, JsonNode argument) {
        Bodies.only(argument, "new_type", "migration_policy");
        var policy = Bodies.text(argument, "migration_policy") == null
                ? "never"
                : Bodies.oneOf(argument, "migration_policy", "on-demand", "never");
        if (changes.makesMultiattach(Ask.viewer(r), volume, Bodies.needed(argument, "new_type"))) {
            require(r, volume, "volume:multiattach");
        }
        changes.retype(Ask.viewer(r), volume, Bodies.needed(argument, "new_type"), policy);
        return Response.accepted();
    }

    private Response setBootable(Request r, Volume volume, JsonNode argument) {
        boolean bootable = Bodies.neededFlag(argument, "bootable");
        volumes.update(r.caller(), volume.id(), v -> v.withFlags(bootable, v.readonly()));
        return Response.of(200, null);
    }

    private Response setReadonly(Request r, Volume volume, JsonNode argument) {
        boolean readonly = Bodies.neededFlag(argument, "readonly");
        if (volume.status() != VolumeStatus.AVAILABLE) {
            throw new Fault.Invalid(("Invalid volume: Volume %s status must be available to update readonly flag, but"
                            + " current status is: %s.")
                    .formatted(volume.id().text(), volume.status().text()));
        }
        volumes.update(r.caller(), volume.id(), v -> v.withFlags(v.bootable(), readonly));
        return Response.accepted();
    }

    private Response revert(Request r, Volume volume, JsonNode argument) {
        changes.revert(Ask.viewer(r), volume, SnapshotId.parse(Bodies.needed(argument, "snapshot_id")));
        return Response.accepted();
    }

    private Response reimage(Request r, Volume volume, JsonNode argument) {
        Bodies.only(argument, "image_id", "reimage_reserved");
        boolean reserved = Boolean.TRUE.equals(Bodies.flag(argument, "reimage_reserved"));
        boolean held = volume.status() == VolumeStatus.RESERVED;
        require(r, volume, held ? "volume:reimage_reserved" : "volume:reimage");
        changes.reimage(Ask.viewer(r), volume, ImageId.parse(Bodies.needed(argument, "image_id")), reserved);
        return Response.accepted();
    }

    private Response reset(Request r, Volume volume, JsonNode argument) {
        Bodies.only(argument, "status", "attach_status", "migration_status");
        var status = Bodies.text(argument, "status");
        var attach = Bodies.text(argument, "attach_status");
        var migration = Bodies.text(argument, "migration_status");
        if (status == null && attach == null && migration == null) {
            throw new Fault.Invalid("Must specify 'status', 'attach_status' or 'migration_status' for update.");
        }
        refuseMigration(migration);
        boolean detached = detached(attach, volumes.get(Ask.viewer(r), volume.id()));
        changes.reset(Ask.viewer(r), volume.id(), status == null ? null : status(status), detached);
        return Response.accepted();
    }

    /** No volume migrates, and none can be said to. */
    private static void refuseMigration(@Nullable String status) {
        if (status != null && !status.equalsIgnoreCase("none")) {
            throw new Fault.NotImplemented(
                    "Volumes are not migrated between backends: the migration status can be 'none' only.");
        }
    }

    /** What is attached is attached by its attachments, and not by saying so. */
    private static boolean detached(@Nullable String status, Volumes.Seen seen) {
        return switch (status == null ? "" : status.toLowerCase(Locale.ROOT)) {
            case "" -> false;
            case "detached" -> true;
            case "attached" -> {
                if (seen.attachments().isEmpty()) {
                    throw new Fault.Invalid(
                            "Cannot reset attach_status to attached because volume does not have any attachments.");
                }
                yield false;
            }
            default ->
                throw new Fault.Invalid("Volume attach status: %s is invalid, valid statuses are: [attached, detached]."
                        .formatted(status));
        };
    }

    private static VolumeStatus status(String text) {
        return VolumeStatus.of(text.toLowerCase(Locale.ROOT))
                .orElseThrow(
                        () -> new Fault.Invalid("status", "Value: %s. Must be a status of a volume.".formatted(text)));
    }

    private Response forceDelete(Request r, Volume volume, JsonNode argument) {
        volumes.forceDelete(Ask.viewer(r), volume.id(), false);
        return Response.accepted();
    }

    private static Response migrate(Request r, Volume volume, JsonNode argument) {
        throw new Fault.NotImplemented("Volumes are not migrated between backends.");
    }
}
