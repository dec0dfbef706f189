package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods that paths do not have, bodies where none is expected, and paths that are nearly right. */
@SuppressWarnings("NullAway.Init")
class MethodsTest {
    @AutoClose
    static final TestGlance glance = new TestGlance();

    private static String image;

    @BeforeAll
    static void start() {
        image = glance.image(Map.of("tags", List.of("t"), "protected", true));
    }

    private static String path(String pattern) {
        return "/v2" + pattern.replace("ID", image);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PUT    | /images                        | GET, POST
            DELETE | /images                        | GET, POST
            PUT    | /images/ID                     | DELETE, GET, PATCH
            POST   | /images/ID/file                | GET, PUT
            GET    | /images/ID/stage               | PUT
            GET    | /images/ID/import              | POST
            PUT    | /images/ID/actions/deactivate  | POST
            DELETE | /images/ID/members             | GET, POST
            POST   | /images/ID/members/x           | DELETE, GET, PUT
            POST   | /images/ID/tags/x              | DELETE, PUT
            DELETE | /images/ID/locations           | GET, POST
            GET    | /stores/file/ID                | DELETE
            POST   | /schemas/image                 | GET
            PUT    | /tasks                         | GET, POST
            GET    | /cache/clean                   | POST
            """)
    void whatAPathDoesNotDoIsRefusedWithWhatItDoes(String method, String pattern, String allowed) {
        var answer = glance.as("admin").exchange(method, path(pattern), null);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers()).containsEntry("allow", allowed);
        assertThat(answer.body().path("message").asString())
                .startsWith("The method %s is not allowed for this resource.".formatted(method));
    }

    @ParameterizedTest
    @CsvSource({"PUT,/images", "POST,/images/ID", "PUT,/tasks", "DELETE,/schemas/image"})
    void whoSaysNotWhoTheyAreIsNotToldWhatAPathDoes(String method, String pattern) {
        assertThat(glance.as("nonsense").exchange(method, path(pattern), null).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/images/",
                "/images/ID/",
                "/images/ID/file/",
                "/images/ID/members/",
                "/metadefs/namespaces/",
                "/tasks/",
                "/info/stores/"
            })
    void aSlashTooManyIsAnotherPath(String pattern) {
        assertThat(glance.as("admin").exchange("GET", path(pattern), null).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DELETE | /images/ID
            DELETE | /images/ID/tags/t
            PUT    | /images/ID/tags/u
            DELETE | /images/ID/members/x
            POST   | /images/ID/actions/deactivate
            POST   | /images/ID/actions/reactivate
            """)
    void aBodyWhereNoneIsExpectedIsRefused(String method, String pattern) {
        var answer = glance.as("member").exchange(method, path(pattern), Map.of("x", 1));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(TestGlance.said(answer)).isEqualTo("A body is not expected with this request.");
        assertThat(glance.as("member").get("/v2/images/" + image).path("tags").toString())
                .isEqualTo("[\"t\"]");
    }

    @Test
    void whoMayNotSeeAnImageIsToldThatThereIsNone() {
        var deleted = glance.as("other").exchange("DELETE", "/v2/images/" + image, null);
        assertThat(deleted.status()).isEqualTo(404);
        assertThat(TestGlance.said(deleted)).isEqualTo("Failed to find image %s to delete".formatted(image));
        var tagged = glance.as("other").exchange("PUT", path("/images/ID/tags/x"), null);
        assertThat(TestGlance.said(tagged)).isEqualTo("Image %s not found.".formatted(image));
        var tasks = glance.as("other").exchange("GET", path("/images/ID/tasks"), null);
        assertThat(tasks.status()).isEqualTo(404);
        assertThat(TestGlance.said(tasks)).isEqualTo("The resource could not be found.");
        var refused = glance.as("member").exchange("DELETE", "/v2/images/" + image, null);
        assertThat(refused.status()).as("protected").isEqualTo(403);
    }
}
