package stratus.glance.api;

import java.util.LinkedHashMap;
import java.util.Map;
import stratus.glance.domain.Image;
import stratus.glance.domain.Member;
import stratus.glance.registry.Images;
import stratus.glance.registry.Members;
import stratus.oslo.base.Fault;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v2/images/{image_id}/members}. */
public final class MembersApi {
    private static final String ONLY_SHARED = "Only shared images have members.";
    private static final int LONGEST = 255;

    private final Images images;
    private final Members members;

    public MembersApi(Images images, Members members) {
        this.images = images;
        this.members = members;
    }

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
        var image = image(r);
        var said = "Not allowed to list members for image %s: ".formatted(image.id());
        if (!isShared(image)) {
            throw new Fault.Forbidden(said + ONLY_SHARED, null);
        }
        authorize(r, image, project(r));
        return Response.ok(Map.of(
                "members",
                members.list(image.id()).stream()
                        .filter(m -> sees(r, image, m.memberId()))
                        .map(MembersApi::wire)
                        .toList(),
                "schema",
                "/v2/schemas/members"));
    }

    private Response create(Request r) {
        var body = JsonBody.read(r);
        if (!body.isObject()) {
            throw new Fault.Invalid("Expected a member in the form: {\"member\": \"image_id\"}");
        }
        if (!body.has("member")) {
            throw new Fault.Invalid("Member to be added not specified");
        }
        var member = body.path("member").asString("");
        if (member.isEmpty()) {
            throw new Fault.Invalid("Member can't be empty");
        }
        if (member.length() > LONGEST) {
            throw new Fault.Invalid("Invalid image member: %s".formatted(member));
        }
        var image = shared(r, "create");
        authorize(r, image, "");
        return Response.ok(wire(members.add(image, member)));
    }

    private Response show(Request r) {
        var image = image(r);
        if (!isShared(image)) {
            throw new Fault.NotFound(ONLY_SHARED);
        }
        var member = member(r, image);
        try {
            authorize(r, image, member.memberId());
        } catch (Fault.Forbidden e) {
            throw new Fault.NotFound(String.valueOf(e.getMessage()));
        }
        return Response.ok(wire(member));
    }

    private Response update(Request r) {
        var body = JsonBody.read(r);
        if (!body.isObject()) {
            throw new Fault.Invalid("Expected a status in the form: {\"status\": \"status\"}");
        }
        if (!body.has("status")) {
            throw new Fault.Invalid("Status not specified");
        }
        var image = shared(r, "update");
        var member = member(r, image);
        authorize(r, image, member.memberId());
        return Response.ok(wire(members.answer(member, body.path("status").asString(""))));
    }

    private Response delete(Request r) {
        JsonBody.refuse(r);
        var image = shared(r, "delete");
        var member = member(r, image);
        authorize(r, image, member.memberId());
        members.remove(image.id(), member.memberId());
        return Response.noContent();
    }

    private Image image(Request r) {
        return Targets.named(r, images, "Image %s not found.");
    }

    private Image shared(Request r, String what) {
        var image = image(r);
        if (!isShared(image)) {
            throw new Fault.Forbidden("Not allowed to %s members for image %s.".formatted(what, image.id()), null);
        }
        return image;
    }

    private static boolean isShared(Image image) {
        return image.visibility().equals("shared");
    }

    /** As the caller sees it: others' are not there, except for the owner. */
    private Member member(Request r, Image image) {
        var id = r.path("member_id");
        var target = Targets.of(image);
        target.put("member_id", project(r));
        if (!r.allows("get_member", target)) {
            throw new Fault.NotFound("The resource could not be found.");
        }
        if (!sees(r, image, id)) {
            throw Members.missing(image.id(), id);
        }
        return members.get(image.id(), id);
    }

    private static boolean sees(Request r, Image image, String member) {
        return r.caller().has("admin")
                || project(r).equals(image.owner())
                || project(r).equals(member);
    }

    private static String project(Request r) {
        return r.caller().project() == null ? "" : r.caller().project().id();
    }

    private static void authorize(Request r, Image image, String member) {
        var target = Targets.of(image);
        target.put("member_id", member);
        if (!r.allows("get_image", target)) {
            throw new Fault.NotFound("The resource could not be found.");
        }
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
