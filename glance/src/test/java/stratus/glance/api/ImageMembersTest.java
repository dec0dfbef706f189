package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import stratus.oslo.http.RestClient.Answer;
import stratus.testing.service.Callers;

class ImageMembersTest {
    @AutoClose
    static final TestGlance glance = new TestGlance();

    private static void says(Answer answer, int status, String message) {
        assertThat(TestGlance.said(answer)).isEqualTo(message);
        assertThat(answer.status()).isEqualTo(status);
    }

    private static String members(String image) {
        return "/v2/images/%s/members".formatted(image);
    }

    private static String member(String image) {
        return members(image) + "/" + Callers.OTHER_PROJECT;
    }

    private static List<String> seen(String query) {
        return glance.as("other")
                .get("/v2/images?name=shared-one&" + query)
                .path("images")
                .valueStream()
                .map(i -> i.path("id").asString())
                .toList();
    }

    @Test
    void aMemberSeesAnImageInItsListOnceItAccepts() {
        var id = glance.image(Map.of("name", "shared-one"));
        glance.as("member").post(members(id), Map.of("member", Callers.OTHER_PROJECT));
        assertThat(seen("")).isEmpty();
        assertThat(seen("member_status=pending")).containsExactly(id);
        assertThat(seen("member_status=all&visibility=shared")).containsExactly(id);
        glance.as("other").put(member(id), Map.of("status", "accepted"));
        assertThat(seen("")).containsExactly(id);
        glance.as("other").put(member(id), Map.of("status", "rejected"));
        assertThat(seen("member_status=rejected")).containsExactly(id);
        says(
                glance.as("other").exchange("PUT", member(id), Map.of("status", "x")),
                400,
                "Incorrect request: Status must be \"pending\", \"accepted\" or \"rejected\".");
        says(glance.as("other").exchange("GET", "/v2/images?member_status=x", null), 400, "Invalid status: x");
    }

    @Test
    void onlyTheMemberItselfAnswersAndOnlyTheOwnerAdds() {
        var id = glance.image(Map.of());
        glance.as("member").post(members(id), Map.of("member", Callers.OTHER_PROJECT));
        says(
                glance.as("member").exchange("PUT", member(id), Map.of("status", "accepted")),
                403,
                "You are not authorized to complete modify_member action.");
        says(
                glance.as("member").exchange("POST", members(id), Map.of("member", Callers.OTHER_PROJECT)),
                409,
                "Member %s is duplicated for image %s".formatted(Callers.OTHER_PROJECT, id));
        says(
                glance.as("other").exchange("POST", members(id), Map.of("member", "x")),
                403,
                "You are not authorized to complete add_member action.");
        assertThat(glance.as("other").exchange("DELETE", member(id), null).status())
                .isEqualTo(403);
        glance.as("member").delete(member(id));
        says(
                glance.as("member").exchange("GET", member(id), null),
                404,
                "%s not found in the member list of the image %s.".formatted(Callers.OTHER_PROJECT, id));
    }

    @Test
    void otherImagesHaveNoMembers() {
        var id = glance.image(Map.of("visibility", "private"));
        var said = "members for image " + id;
        var body = Map.of("member", "x", "status", "accepted");
        says(glance.as("member").exchange("POST", members(id), body), 403, "Not allowed to create %s.".formatted(said));
        says(glance.as("member").exchange("PUT", member(id), body), 403, "Not allowed to update %s.".formatted(said));
        says(
                glance.as("member").exchange("DELETE", member(id), null),
                403,
                "Not allowed to delete %s.".formatted(said));
        says(
                glance.as("member").exchange("GET", members(id), null),
                403,
                "Not allowed to list %s: Only shared images have members.".formatted(said));
        says(glance.as("member").exchange("GET", member(id), null), 404, "Only shared images have members.");
        says(glance.as("other").exchange("GET", members(id), null), 404, "Image %s not found.".formatted(id));
    }

    @Test
    void aMemberHasToBeNamed() {
        var id = glance.image(Map.of());
        says(glance.as("member").exchange("POST", members(id), Map.of()), 400, "Member to be added not specified");
        says(glance.as("member").exchange("POST", members(id), Map.of("member", "")), 400, "Member can't be empty");
        says(glance.as("member").exchange("PUT", member(id), Map.of()), 400, "Status not specified");
    }
}
