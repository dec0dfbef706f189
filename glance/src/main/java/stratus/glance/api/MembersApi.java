package stratus.glance.api;

import java.util.LinkedHashMap;
import java.util.Map;
import stratus.glance.app.Images;
import stratus.glance.app.Members;
import stratus.glance.domain.Image;
import stratus.glance.domain.Member;
import stratus.oslo.base.Fault;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.http.Extra;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v2/images/{image_id}/members}. */
public final class MembersApi {
    private final Images images;
    private final Members members;

    public MembersApi(Images images, Members members) {
        this.images = images;
        this.members = members;
    }

    record Create(String member, @Extra Map<String, Object> ignored) {}

    record Update(String status, @Extra Map<String, Object> ignored) {}

    public void routes(Routes routes) {
        var all = "/images/{image_id}/members";
        var one = all + "/{member_id}";
        routes.get(all, "get_members", this::list)
                .post(all, "add_member", this::create)
                .get(one, "get_member", this::show)
                .put(one, "modify_member", this::update)
                .delete(one, "delete_member", this::delete);
    }

    private Response list(Request r) {
        var image = images.get(r.caller(), r.path("image_id"));
        var project = r.caller().project() == null ? "" : r.caller().project().id();
        authorize(r, image, project);
        boolean all = r.caller().has("admin") || project.equals(image.owner());
        return Response.ok(Map.of(
                "members",
                members.list(image.id()).stream()
                        .filter(m -> all || m.memberId().equals(project))
                        .map(MembersApi::wire)
                        .toList(),
                "schema",
                "/v2/schemas/members"));
    }

    private Response create(Request r) {
        var image = images.get(r.caller(), r.path("image_id"));
        authorize(r, image, "");
        var member = r.body(Create.class).member();
        if (member.isEmpty() || member.length() > 255) {
            throw new Fault.Invalid("Member can't be empty or longer than 255 characters");
        }
        return Response.ok(wire(members.add(image, member)));
    }

    private Response show(Request r) {
        var image = images.get(r.caller(), r.path("image_id"));
        authorize(r, image, r.path("member_id"));
        return Response.ok(wire(members.get(image.id(), r.path("member_id"))));
    }

    private Response update(Request r) {
        var image = images.get(r.caller(), r.path("image_id"));
        authorize(r, image, r.path("member_id"));
        var member = members.get(image.id(), r.path("member_id"));
        return Response.ok(wire(members.answer(member, r.body(Update.class).status())));
    }

    private Response delete(Request r) {
        var image = images.get(r.caller(), r.path("image_id"));
        authorize(r, image, r.path("member_id"));
        members.remove(image.id(), r.path("member_id"));
        return Response.noContent();
    }

    private static void authorize(Request r, Image image, String member) {
        var target = Targets.of(image);
        target.put("member_id", member);
        r.authorize(target);
    }

    private static Map<String, Object> wire(Member member) {
        var wire = new LinkedHashMap<String, Object>();
        wire.put("member_id", member.memberId());
        wire.put("image_id", member.imageId());
        wire.put("status", member.status());
        wire.put("created_at", TimeFormat.SECONDS_Z.write(member.createdAt()));
        wire.put("updated_at", TimeFormat.SECONDS_Z.write(member.updatedAt()));
        wire.put("schema", "/v2/schemas/member");
        return wire;
    }
}
