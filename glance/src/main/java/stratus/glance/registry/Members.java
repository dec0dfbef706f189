package stratus.glance.registry;

import java.util.List;
import stratus.glance.domain.Image;
import stratus.glance.domain.Member;
import stratus.oslo.base.Fault;

/** The projects that images are shared with. */
public interface Members {
    /** In the order in which they were added. */
    List<Member> list(String image);

    Member get(String image, String member);

    /** One more, who has not answered; refused where it is one already, or there are too many. */
    Member add(Image image, String member);

    /** @param status pending, accepted or rejected */
    Member answer(Member member, String status);

    void remove(String image, String member);

    /** It is none of the image's members, or not for the caller. */
    static Fault missing(String image, String member) {
        return new Fault.NotFound("%s not found in the member list of the image %s.".formatted(member, image));
    }
}
