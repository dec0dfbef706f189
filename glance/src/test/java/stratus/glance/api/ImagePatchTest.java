package stratus.glance.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stratus.oslo.http.RestClient.Answer;
import stratus.testing.service.Callers;

class ImagePatchTest {
    private static final String OLD = "application/openstack-images-v2.0-json-patch";
    private static final String NEW = "application/openstack-images-v2.1-json-patch";

    @AutoClose
    static final TestGlance glance = new TestGlance();

    private static void says(Answer answer, int status, String message) {
        assertThat(TestGlance.said(answer)).isEqualTo(message);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void propertiesAreAddedReplacedAndRemoved() {
        var id = glance.image(Map.of("os", "linux"));
        assertThat(glance.patch("member", id, "add", "/a~1b", "1")
                        .body()
                        .path("a/b")
                        .asString())
                .isEqualTo("1");
        assertThat(glance.patch("member", id, "replace", "/os", "bsd")
                        .body()
                        .path("os")
                        .asString())
                .isEqualTo("bsd");
        assertThat(glance.patch("member", id, "remove", "/os", null).body().has("os"))
                .isFalse();
        says(glance.patch("member", id, "replace", "/os", "x"), 409, "Property os does not exist.");
        says(glance.patch("member", id, "remove", "/os", null), 409, "Property os does not exist.");
        says(glance.patch("member", id, "remove", "/name", null), 403, "Property name may not be removed.");
    }

    @Test
    void theOlderShapeHasThePathUnderTheNameOfTheOperation() {
        var id = glance.image(Map.of("os", "linux"));
        var answer = glance.patch("member", id, OLD, List.of(Map.of("replace", "/name", "value", "n")));
        assertThat(answer.body().path("name").asString()).isEqualTo("n");
        says(
                glance.patch("member", id, OLD, List.of(Map.of("add", "/os", "value", "x"))),
                409,
                "Property os already present.");
        says(
                glance.patch("member", id, OLD, List.of(Map.of("add", "/a", "remove", "/b", "value", "x"))),
                400,
                "Operation objects must contain only one member named \"add\", \"remove\", or \"replace\".");
        says(
                glance.patch("member", id, OLD, List.of(Map.of("value", "x"))),
                400,
                "Operation objects must contain exactly one member named \"add\", \"remove\", or \"replace\".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name|Pointer `name` does not start with \"/\".",
                "/a//b|Pointer `/a//b` contains adjacent \"/\".",
                "/name/|Pointer `/name/` end with \"/\".",
                "/a~2|Pointer `/a~2` contains \"~\" not part of a recognized escape sequence.",
                "/a/b|Invalid JSON pointer for this resource: '/a/b'",
            })
    void pathsAreChecked(String path, String message) {
        says(glance.patch("member", glance.image(Map.of()), "add", path, "x"), 400, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/status|403|Attribute 'status' is read-only.",
                "/id|403|Attribute 'id' is read-only.",
                "/os_hash_value|403|Attribute 'os_hash_value' is read-only.",
                "/deleted|403|Attribute 'deleted' is reserved.",
                "/os_glance_x|403|Attribute 'os_glance_x' is reserved.",
                "/min_disk|400|Provided object does not match schema 'image': 'x' is not of type 'integer'",
                "/protected|400|Provided object does not match schema 'image': 'x' is not of type 'boolean'",
                "/tags|400|Provided object does not match schema 'image': 'x' is not of type 'array'",
                "/visibility|400|Provided object does not match schema 'image':"
                        + " 'x' is not one of ['community', 'public', 'private', 'shared']",
                "/container_format|400|Provided object does not match schema 'image': 'x' is not one of"
                        + " [None, 'ami', 'ari', 'aki', 'bare', 'ovf', 'ova', 'docker', 'compressed']",
            })
    void fieldsAreChecked(String path, int status, String message) {
        says(glance.patch("member", glance.image(Map.of()), "replace", path, "x"), status, message);
    }

    @Test
    void operationsAreChecked() {
        var id = glance.image(Map.of());
        says(
                glance.patch("member", id, "move", "/name", "x"),
                400,
                "Invalid operation: `move`. It must be one of the following: add, remove, replace.");
        says(
                glance.patch("member", id, NEW, List.of(Map.of("op", "add", "path", "/name"))),
                400,
                "Operation \"add\" requires a member named \"value\".");
        says(glance.patch("member", id, NEW, List.of(1)), 400, "Operations must be JSON objects.");
        says(glance.patch("member", id, NEW, Map.of()), 400, "Request body must be a JSON array of operation objects.");
        says(
                glance.patch("member", id, "application/json", List.of()),
                415,
                "Image PATCH expects Content-Type one of: %s, %s".formatted(OLD, NEW));
        says(
                glance.patch("member", id, "replace", "/min_ram", -1),
                400,
                "Invalid value '-1' for parameter 'min_ram': Cannot be a negative value");
    }

    @Test
    void onlyAnAdministratorGivesAnImageAwayOrToAll() {
        var id = glance.image(Map.of());
        says(
                glance.patch("member", id, "replace", "/owner", Callers.OTHER_PROJECT),
                403,
                "Owner can't be updated by non admin.");
        says(
                glance.patch("member", id, "replace", "/visibility", "public"),
                403,
                "You are not authorized to complete publicize_image action.");
        assertThat(glance.patch("member", id, "replace", "/visibility", "community")
                        .status())
                .isEqualTo(200);
        says(
                glance.patch("other", id, "replace", "/name", "x"),
                403,
                "You are not authorized to complete modify_image" + " action.");
        says(glance.patch("reader", id, "replace", "/owner", "x"), 403, "Owner can't be updated by non admin.");
        says(
                glance.patch("reader", id, "add", "/owner", "x"),
                403,
                "You are not authorized to complete modify_image action.");
        assertThat(glance.patch("admin", id, "replace", "/owner", Callers.OTHER_PROJECT)
                        .status())
                .isEqualTo(200);
        says(
                glance.as("member").exchange("POST", "/v2/images", Map.of("owner", Callers.OTHER_PROJECT)),
                403,
                "You are not permitted to create images owned by '%s'".formatted(Callers.OTHER_PROJECT));
    }

    @Test
    void wherePiecesAreIsNotToBeChanged() {
        var id = glance.image(Map.of());
        says(
                glance.patch("member", id, "replace", "/locations", List.of()),
                403,
                "Cannot set locations to empty list.");
        says(
                glance.patch("member", id, "remove", "/locations/0", null),
                403,
                "You are not authorized to complete delete_image_location action.");
        says(
                glance.patch("reader", id, "remove", "/locations/0", null),
                403,
                "You are not authorized to complete delete_image_location action.");
        says(
                glance.patch(
                        "reader", id, "add", "/locations/-", Map.of("url", "http://127.0.0.1/x", "metadata", Map.of())),
                403,
                "You are not authorized to complete set_image_location action.");
        says(
                glance.patch("reader", id, "add", "/a", "b"),
                403,
                "You are not authorized to complete modify_image action.");
        says(
                glance.patch("admin", id, "remove", "/locations/0", null),
                403,
                "It's not allowed to remove locations if locations are invisible.");
    }

    @Test
    void namesAreOfCharactersThatCanBeKept() {
        var id = glance.image(Map.of());
        var wide = Character.toString(0x1F600);
        var noTag = "Param values can't contain 4 byte unicode.";
        says(
                glance.as("member")
                        .raw("POST", "/v2/images", "application/json", "{\"name\": \"\\ud800\"}".getBytes(UTF_8)),
                400,
                "Malformed JSON in request body.");
        says(
                glance.as("member")
                        .raw("POST", "/v2/images", "application/json", "{\"\\udc00\": \"x\"}".getBytes(UTF_8)),
                400,
                "Malformed JSON in request body.");
        says(glance.as("member").exchange("POST", "/v2/images", Map.of("tags", List.of(wide))), 400, noTag);
        says(glance.patch("member", id, "replace", "/tags", List.of(wide)), 400, noTag);
        says(glance.as("member").exchange("PUT", "/v2/images/" + id + "/tags/%F0%9F%98%80", null), 400, noTag);
        says(glance.patch("member", id, "add", "/os_glance", "x"), 403, "Attribute 'os_glance' is reserved.");
        assertThat(glance.patch("member", id, "add", "/\u00a0x\u2003", "v")
                        .body()
                        .path("x")
                        .asString())
                .as("spaces around a name are no part of it, whichever they are")
                .isEqualTo("v");
    }

    @Test
    void aNewImageIsCheckedAsAChangedOneIs() {
        var member = glance.as("member");
        says(
                member.exchange("POST", "/v2/images", Map.of("status", "active")),
                403,
                "Attribute 'status' is read-only.");
        says(
                member.exchange("POST", "/v2/images", Map.of("id", "x")),
                400,
                "Provided object does not match schema 'image': 'x' does not match '^([0-9a-fA-F]){8}-([0-9a-fA-F]){4}"
                        + "-([0-9a-fA-F]){4}-([0-9a-fA-F]){4}-([0-9a-fA-F]){12}$'");
        says(
                member.exchange("POST", "/v2/images", Map.of("p", 5)),
                400,
                "Provided object does not match schema 'image': 5 is not of type 'string'");
        var made = member.call("POST", "/v2/images", Map.of("name", "n"));
        assertThat(made.headers()).containsKey("openstack-image-import-methods");
    }
}
