package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.oslo.http.RestClient.Answer;
import stratus.testing.service.Callers;

class ImageMembersTest {
    @TempDir
    static Path folder;

    private static Cloud cloud;

    @BeforeAll
    static void start() {
        cloud = new Cloud(folder);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static void says(Answer answer, int status, String message) {
        assertThat(Cloud.said(answer)).isEqualTo(message);
        assertThat(answer.status()).isEqualTo(status);
    }

    private static String members(String image) {
        return "/v2/images/%s/members".formatted(image);
    }

    private static String member(String image) {
        return members(image) + "/" + Callers.OTHER_PROJECT;
    }

    private static List<String> seen(String query) {
        return cloud.as("other")
                .get("/v2/images?name=shared-one&" + query)
                .path("images")
                .valueStream()
                .map(i -> i.path("id").asString())
                .toList();
    }

    @Test
    void aMemberSeesAnImageInItsListOnceItAccepts() {
        var id = cloud.image(Map.of("name", "shared-one"));
        cloud.as("member").post(members(id), Map.of("member", Callers.OTHER_PROJECT));
        assertThat(seen("")).isEmpty();
        assertThat(seen("member_status=pending")).containsExactly(id);
        assertThat(seen("member_status=all&visibility=shared")).containsExactly(id);
        cloud.as("other").put(member(id), Map.of("status", "accepted"));
        assertThat(seen("")).containsExactly(id);
        cloud.as("other").put(member(id), Map.of("status", "rejected"));
        assertThat(seen("member_status=rejected")).containsExactly(id);
        says(
                cloud.as("other").exchange("PUT", member(id), Map.of("status", "x")),
                400,
                "Incorrect request: Status must be \"pending\", \"accepted\" or \"rejected\".");
        says(cloud.as("other").exchange("GET", "/v2/images?member_status=x", null), 400, "Invalid status: x");
    }

    @Test
    void onlyTheMemberItselfAnswersAndOnlyTheOwnerAdds() {
        var id = cloud.image(Map.of());
        cloud.as("member").post(members(id), Map.of("member", Callers.OTHER_PROJECT));
        says(
                cloud.as("member").exchange("PUT", member(id), Map.of("status", "accepted")),
                403,
                "You are not authorized to complete modify_member action.");
        says(
                cloud.as("member").exchange("POST", members(id), Map.of("member", Callers.OTHER_PROJECT)),
                409,
                "Member %s is duplicated for image %s".formatted(Callers.OTHER_PROJECT, id));
        says(
                cloud.as("other").exchange("POST", members(id), Map.of("member", "x")),
                403,
                "You are not authorized to complete add_member action.");
        assertThat(cloud.as("other").exchange("DELETE", member(id), null).status())
                .isEqualTo(403);
        cloud.as("member").delete(member(id));
        says(
                cloud.as("member").exchange("GET", member(id), null),
                404,
                "%s not found in the member list of the image %s.".formatted(Callers.OTHER_PROJECT, id));
    }

    @Test
    void otherImagesHaveNoMembers() {
        var id = cloud.image(Map.of("visibility", "private"));
        var said = "members for image " + id;
        var body = Map.of("member", "x", "status", "accepted");
        says(cloud.as("member").exchange("POST", members(id), body), 403, "Not allowed to create %s.".formatted(said));
        says(cloud.as("member").exchange("PUT", member(id), body), 403, "Not allowed to update %s.".formatted(said));
        says(cloud.as("member").exchange("DELETE", member(id), null), 403, "Not allowed to delete %s.".formatted(said));
        says(
                cloud.as("member").exchange("GET", members(id), null),
                403,
                "Not allowed to list %s: Only shared images have members.".formatted(said));
        says(cloud.as("member").exchange("GET", member(id), null), 404, "Only shared images have members.");
        says(cloud.as("other").exchange("GET", members(id), null), 404, "Image %s not found.".formatted(id));
    }

    @Test
    void aMemberHasToBeNamed() {
        var id = cloud.image(Map.of());
        says(cloud.as("member").exchange("POST", members(id), Map.of()), 400, "Member to be added not specified");
        says(cloud.as("member").exchange("POST", members(id), Map.of("member", "")), 400, "Member can't be empty");
        says(cloud.as("member").exchange("PUT", member(id), Map.of()), 400, "Status not specified");
    }
}
