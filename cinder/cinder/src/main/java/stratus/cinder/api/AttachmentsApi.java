package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.cinder.app.Attachments;
import stratus.cinder.app.Volumes;
import stratus.cinder.domain.Attachment;
import stratus.cinder.domain.AttachmentFilter;
import stratus.cinder.domain.AttachmentStatus;
import stratus.cinder.domain.VolumeStatus;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /attachments}, since 3.27: how Nova attaches. */
public final class AttachmentsApi {
    private static final Map<String, String> SORT = Map.of("id", "id", "created_at", "created_at", "status", "status");

    private static final Listing<Attachment> LISTING =
            new Listing<>(Filters.ATTACHMENTS, "attachments", "attachments_links", SORT, a -> a.id().text());

    private final Attachments attachments;
    private final Volumes volumes;

    public AttachmentsApi(Attachments attachments, Volumes volumes) {
        this.attachments = attachments;
        this.volumes = volumes;
    }

    public void routes(Routes routes) {
        routes.post("/attachments", "volume:attachment_create", this::create)
                .get("/attachments", "volume:get_all", this::list)
                .get("/attachments/detail", "volume:get_all", this::detail)
                .get("/attachments/{attachment_id}", "volume:get", this::show)
                .put("/attachments/{attachment_id}", "volume:attachment_update", this::update)
                .delete("/attachments/{attachment_id}", "volume:attachment_delete", this::delete)
                .post("/attachments/{attachment_id}/action", "volume:attachment_complete", this::complete);
    }

    private Response create(Request r) {
        Ask.since(r, 27);
        var body = Bodies.object(r, "attachment");
        boolean modes = r.version().atLeast(54);
        Bodies.only(body, "instance_uuid", "connector", "volume_uuid", modes ? "mode" : "connector");
        var id = VolumeId.parse(Bodies.needed(body, "volume_uuid"));
        var volume = volumes.get(Ask.viewer(r), id).volume();
        r.authorize(volume.projectId().value());
        if (volume.multiattach() && volume.bootable() && volume.status() == VolumeStatus.IN_USE) {
            r.require(
                    "volume:multiattach_bootable_volume",
                    Map.of("project_id", volume.projectId().value()));
        }
        var server = Bodies.text(body, "instance_uuid");
        var mode = modes && body.has("mode") ? mode(Bodies.needed(body, "mode")) : "rw";
        var made = attachments.create(
                Ask.viewer(r),
                id,
                server == null ? null : ServerId.parse(server),
                Bodies.dictionary(body, "connector"),
                mode);
        return Response.ok(Map.of("attachment", full(made)));
    }

    private static String mode(String mode) {
        if (!mode.equals("ro") && !mode.equals("rw")) {
            throw new Fault.Invalid("mode", "'%s' is not one of ['rw', 'ro']".formatted(mode));
        }
        return mode;
    }

    private Response list(Request r) {
        return page(r, AttachmentsApi::brief);
    }

    private Response detail(Request r) {
        return page(r, AttachmentsApi::full);
    }

    private Response page(Request r, Function<Attachment, Map<String, @Nullable Object>> view) {
        Ask.since(r, 27);
        r.authorize();
        return Response.ok(LISTING.body(r, page -> attachments.list(filter(r), page), view));
    }

    /** A status that nothing has is a filter that nothing passes. */
    private static AttachmentFilter filter(Request r) {
        var q = r.query();
        var status = q.get("status");
        if (status != null && AttachmentStatus.of(status).isEmpty()) {
            return new AttachmentFilter(null, null, "", null);
        }
        var server = q.get("instance_id", q.get("instance_uuid", ""));
        return new AttachmentFilter(
                Ask.project(r),
                server.isEmpty() ? null : server,
                q.get("volume_id"),
                status == null ? null : AttachmentStatus.of(status).orElseThrow());
    }

    private Response show(Request r) {
        Ask.since(r, 27);
        return Response.ok(Map.of("attachment", full(attachment(r))));
    }

    private Response update(Request r) {
        Ask.since(r, 27);
        var id = attachment(r).id();
        var body = Bodies.object(r, "attachment");
        Bodies.only(body, "connector");
        var connector = Bodies.dictionary(body, "connector");
        if (connector.isEmpty()) {
            throw new Fault.Invalid("connector", "'connector' is a required property");
        }
        return Response.ok(Map.of("attachment", full(attachments.connect(Ask.viewer(r), id, connector))));
    }

    private Response delete(Request r) {
        Ask.since(r, 27);
        var attachment = attachment(r);
        Deletion.refuseUsers(r, attachment);
        var left = attachments.delete(Ask.viewer(r), attachment.id());
        return Response.ok(
                Map.of("attachments", left.stream().map(AttachmentsApi::brief).toList()));
    }

    private Response complete(Request r) {
        Ask.since(r, 44);
        var id = attachment(r).id();
        var body = r.json();
        if (!body.has("os-complete")) {
            throw new Fault.Invalid("There is no such action: %s".formatted(String.join(", ", body.propertyNames())));
        }
        attachments.complete(Ask.viewer(r), id);
        return Response.noContent();
    }

    private Attachment attachment(Request r) {
        var attachment = attachments.get(Ask.viewer(r), AttachmentId.parse(r.path("attachment_id")));
        r.authorize(attachment.projectId().value());
        return attachment;
    }

    private static Map<String, @Nullable Object> brief(Attachment a) {
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("id", a.id().text());
        body.put("status", a.status());
        var server = a.instanceId();
        body.put("instance", server == null ? null : server.text());
        body.put("volume_id", a.volumeId().text());
        return body;
    }

    private static Map<String, @Nullable Object> full(Attachment a) {
        var body = brief(a);
        body.put("attached_at", a.attachedAt() == null ? "" : a.attachedAt());
        body.put("detached_at", "");
        body.put("attach_mode", a.mode());
        body.put("connection_info", a.connectionInfo());
        return body;
    }
}
