package stratus.glance.registry;

import java.time.InstantSource;
import java.util.List;
import stratus.glance.domain.Image;
import stratus.glance.domain.ImageLimits;
import stratus.glance.domain.Member;
import stratus.oslo.base.Fault;

/** Members in the database. */
final class SqlMembers implements Members {
    private static final List<String> STATUSES = List.of("pending", "accepted", "rejected");

    private final MemberStore store;
    private final InstantSource clock;
    private final ImageLimits limits;

    SqlMembers(MemberStore store, InstantSource clock, ImageLimits limits) {
        this.store = store;
        this.clock = clock;
        this.limits = limits;
    }

    @Override
    public List<Member> list(String image) {
        return store.list(image);
    }

    @Override
    public Member get(String image, String member) {
        return store.find(image, member).orElseThrow(() -> Members.missing(image, member));
    }

    @Override
    public Member add(Image image, String member) {
        limits.members(image.id(), store.list(image.id()).size() + 1L);
        var now = clock.instant();
        var added = new Member(image.id(), member, "pending", now, now);
        if (!store.insert(added)) {
            throw new Fault.Conflict("Member %s is duplicated for image %s".formatted(member, image.id()));
        }
        return added;
    }

    @Override
    public Member answer(Member member, String status) {
        if (!STATUSES.contains(status)) {
            throw new Fault.Invalid("Incorrect request: Status must be \"pending\", \"accepted\" or \"rejected\".");
        }
        var after = new Member(member.imageId(), member.memberId(), status, member.createdAt(), clock.instant());
        store.update(after);
        return after;
    }

    @Override
    public void remove(String image, String member) {
        if (!store.delete(image, member)) {
            throw Members.missing(image, member);
        }
    }
}
