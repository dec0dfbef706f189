package stratus.glance.app;

import java.time.InstantSource;
import java.util.List;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageLimits;
import stratus.glance.domain.Member;
import stratus.glance.store.MemberStore;
import stratus.oslo.base.Fault;

/** The projects that images are shared with. */
public final class Members {
    private static final List<String> STATUSES = List.of("pending", "accepted", "rejected");

    private final MemberStore store;
    private final InstantSource clock;
    private final ImageLimits limits;

    public Members(MemberStore store, InstantSource clock, ImageLimits limits) {
        this.store = store;
        this.clock = clock;
        this.limits = limits;
    }

    public List<Member> list(String image) {
        return store.list(image);
    }

    public Member get(String image, String member) {
        return store.find(image, member).orElseThrow(() -> missing(image, member));
    }

    public Member add(Image image, String member) {
        limits.members(image.id(), store.list(image.id()).size() + 1L);
        var now = clock.instant();
        var added = new Member(image.id(), member, "pending", now, now);
        if (!store.insert(added)) {
            throw new Fault.Conflict("Member %s is duplicated for image %s".formatted(member, image.id()));
        }
        return added;
    }

    public Member answer(Member member, String status) {
        if (!STATUSES.contains(status)) {
            throw new Fault.Invalid("Incorrect request: Status must be \"pending\", \"accepted\" or \"rejected\".");
        }
        var after = new Member(member.imageId(), member.memberId(), status, member.createdAt(), clock.instant());
        store.update(after);
        return after;
    }

    public void remove(String image, String member) {
        if (!store.delete(image, member)) {
            throw missing(image, member);
        }
    }

    public static Fault missing(String image, String member) {
        return new Fault.NotFound("%s not found in the member list of the image %s.".formatted(member, image));
    }
}
