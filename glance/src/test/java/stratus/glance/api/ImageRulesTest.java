package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import stratus.glance.GlanceConfig;
import stratus.glance.ImageRules;
import stratus.glance.domain.ImageLimits;
import stratus.glance.domain.PropertyProtection;
import stratus.oslo.http.RestClient.Answer;

@Timeout(180)
class ImageRulesTest {
    private static final ImageLimits SMALL = new ImageLimits(new ImageLimits.Parts(1, 2, 2, 1), 4096, 2, 3);

    @AutoClose
    final TestGlance glance = new TestGlance();

    private void start(ImageLimits limits, PropertyProtection protection) throws IOException {
        var policy = Files.writeString(glance.folder().resolve("policy.yaml"), "\"makers\": \"role:member\"\n");
        glance.with(_ -> new GlanceConfig(glance.images(), "http://keystone:5000", policy)
                        .with(new ImageRules(limits, protection)))
                .start();
    }

    private static void refused(Answer answer, int status, String message) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("message").asString()).contains(message);
    }

    @Test
    void ofNothingThereIsMoreThanItsQuota() throws IOException {
        start(SMALL, PropertyProtection.none());
        var member = glance.as("member");
        var three = List.of("a", "b", "c");
        refused(
                member.exchange("POST", "/v2/images", Map.of("tags", three)),
                413,
                "The limit has been exceeded on the number of allowed image tags. Attempted: 3, Maximum: 2");
        refused(
                member.exchange("POST", "/v2/images", Map.of("a", "1", "b", "1", "c", "1")),
                413,
                "number of allowed image properties. Attempted: 3, Maximum: 2");

        var image = glance.image(Map.of("tags", List.of("a", "b"), "a", "1", "b", "1"));
        refused(glance.patch("member", image, "replace", "/tags", three), 413, "Attempted: 3, Maximum: 2");
        refused(glance.patch("member", image, "add", "/c", "1"), 413, "Attempted: 3, Maximum: 2");
        assertThat(glance.patch("member", image, "replace", "/a", "2").status()).isEqualTo(200);
        refused(
                member.exchange("PUT", "/v2/images/%s/tags/c".formatted(image), null),
                413,
                "Image tag limit exceeded for image " + image);

        var members = "/v2/images/%s/members".formatted(image);
        member.post(members, Map.of("member", "one"));
        refused(
                member.exchange("POST", members, Map.of("member", "two")),
                413,
                "allowed image members for this image. Attempted: 2, Maximum: 1");
    }

    @Test
    void aProjectStoresNoMoreThanItMay() throws IOException {
        start(SMALL, PropertyProtection.none());
        assertThat(glance.upload(glance.image(), new byte[3000]).status()).isEqualTo(204);
        var image = glance.image();
        refused(glance.upload(image, new byte[2000]), 413, "Image exceeds the storage quota: ");
        assertThat(glance.as("member").get("/v2/images/" + image).path("status").asString())
                .isEqualTo("queued");
        assertThat(glance.upload(image, new byte[1096]).status()).isEqualTo(204);
        refused(glance.upload(glance.image(), new byte[1]), 413, "0 bytes remaining.");
    }

    @Test
    void listsAreAsLongAsTheOperatorWants() throws IOException {
        start(SMALL, PropertyProtection.none());
        for (int i = 0; i < 4; i++) {
            glance.image();
            glance.as("admin").post("/v2/metadefs/namespaces", Map.of("namespace", "N" + i));
        }
        assertThat(glance.as("member").get("/v2/images").path("images")).hasSize(2);
        assertThat(glance.as("member").get("/v2/images?limit=9").path("images")).hasSize(3);
        var namespaces = glance.as("admin").get("/v2/metadefs/namespaces?limit=9");
        assertThat(namespaces.path("namespaces")).hasSize(3);
        assertThat(glance.as("admin").get(namespaces.path("next").asString()).path("namespaces"))
                .hasSize(1);
    }

    @Test
    void propertiesAreForRolesOrRules() throws IOException {
        for (var format : List.of("roles", "policies")) {
            var admin = format.equals("roles") ? "operator, Admin" : "context_is_admin";
            var maker = format.equals("roles") ? "member" : "makers";
            var file = Files.writeString(glance.folder().resolve("protection"), """
                    # comments are left out
                    [^secret_.*]
                    create = %1$s
                    read = %1$s
                    update = %1$s
                    delete = %1$s
                    [^once_.*]
                    create = %2$s
                    read = @
                    update =
                    delete = !
                    [.*]
                    create = @
                    read = @
                    update = @
                    delete = @
                    """.formatted(admin, maker));
            start(ImageLimits.usual(), PropertyProtection.read(file, format));
            refused(
                    glance.as("member").exchange("POST", "/v2/images", Map.of("secret_a", "1")),
                    403,
                    "Attribute 'secret_a' is reserved.");
            var image = glance.image(Map.of("once_a", "1", "b", "1"));
            assertThat(glance.patch("admin", image, "add", "/secret_a", "1").status())
                    .isEqualTo(200);
            var seen = glance.as("member").get("/v2/images/" + image);
            assertThat(seen.has("secret_a")).isFalse();
            assertThat(seen.path("once_a").asString()).isEqualTo("1");
            assertThat(glance.as("admin").get("/v2/images/" + image).has("secret_a"))
                    .isTrue();
            refused(glance.patch("member", image, "replace", "/secret_a", "2"), 409, "does not exist");
            refused(glance.patch("member", image, "add", "/secret_a", "2"), 403, "is reserved");
            refused(glance.patch("member", image, "replace", "/once_a", "2"), 403, "is reserved");
            refused(glance.patch("admin", image, "remove", "/once_a", null), 403, "is reserved");
            assertThat(glance.patch("member", image, "remove", "/b", null).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatCannotBeMeantIsRefusedAtTheStart() throws IOException {
        for (var text : List.of("[a", "create = @", "[a]\ncreate = @", "[(]")) {
            var file = Files.writeString(glance.folder().resolve("bad"), text);
            assertThatThrownBy(() -> PropertyProtection.read(file, "roles"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        var unknown =
                Files.writeString(glance.folder().resolve("unknown"), "[a]\ncreate=x\nread=@\nupdate=@\ndelete=@\n");
        var protection = PropertyProtection.read(unknown, "policies");
        assertThatThrownBy(() -> start(SMALL, protection)).hasMessageContaining("there is no rule x");
        assertThatThrownBy(() -> PropertyProtection.read(glance.folder().resolve("none"), "roles"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImageLimits.bytes("10 GB")).isInstanceOf(IllegalArgumentException.class);
        assertThat(ImageLimits.bytes("10")).isEqualTo(10);
        assertThat(ImageLimits.bytes("10B")).isEqualTo(10);
        assertThat(ImageLimits.bytes("3KB")).isEqualTo(3072);
        assertThat(ImageLimits.bytes("2TB")).isEqualTo(2L << 40);
    }
}
