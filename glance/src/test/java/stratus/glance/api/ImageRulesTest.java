package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import stratus.glance.GlanceConfig;
import stratus.glance.ImageRules;
import stratus.glance.domain.ImageLimits;
import stratus.glance.domain.PropertyProtection;
import stratus.oslo.http.RestClient.Answer;

@Timeout(180)
class ImageRulesTest {
    private static final ImageLimits SMALL = new ImageLimits(new ImageLimits.Parts(1, 2, 2, 1), 4096, 2, 3);

    @TempDir
    private Path folder = Path.of("");

    private Cloud cloud(ImageLimits limits, PropertyProtection protection) throws IOException {
        var policy = Files.writeString(folder.resolve("policy.yaml"), "\"makers\": \"role:member\"\n");
        var config = new GlanceConfig(folder.resolve("images"), "http://keystone:5000", policy);
        return new Cloud(config.with(new ImageRules(limits, protection)));
    }

    private static void refused(Answer answer, int status, String message) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body().path("message").asString()).contains(message);
    }

    @Test
    void ofNothingThereIsMoreThanItsQuota() throws IOException {
        try (var cloud = cloud(SMALL, PropertyProtection.none())) {
            var member = cloud.as("member");
            var three = List.of("a", "b", "c");
            refused(
                    member.exchange("POST", "/v2/images", Map.of("tags", three)),
                    413,
                    "The limit has been exceeded on the number of allowed image tags. Attempted: 3, Maximum: 2");
            refused(
                    member.exchange("POST", "/v2/images", Map.of("a", "1", "b", "1", "c", "1")),
                    413,
                    "number of allowed image properties. Attempted: 3, Maximum: 2");

            var image = cloud.image(Map.of("tags", List.of("a", "b"), "a", "1", "b", "1"));
            refused(cloud.patch("member", image, "replace", "/tags", three), 413, "Attempted: 3, Maximum: 2");
            refused(cloud.patch("member", image, "add", "/c", "1"), 413, "Attempted: 3, Maximum: 2");
            assertThat(cloud.patch("member", image, "replace", "/a", "2").status())
                    .isEqualTo(200);
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
    }

    @Test
    void aProjectStoresNoMoreThanItMay() throws IOException {
        try (var cloud = cloud(SMALL, PropertyProtection.none())) {
            assertThat(upload(cloud, cloud.image(Map.of()), 3000).status()).isEqualTo(204);
            var image = cloud.image(Map.of());
            refused(upload(cloud, image, 2000), 413, "Image exceeds the storage quota: ");
            assertThat(cloud.as("member")
                            .get("/v2/images/" + image)
                            .path("status")
                            .asString())
                    .isEqualTo("queued");
            assertThat(upload(cloud, image, 1096).status()).isEqualTo(204);
            refused(upload(cloud, cloud.image(Map.of()), 1), 413, "0 bytes remaining.");
        }
    }

    private static Answer upload(Cloud cloud, String image, int bytes) {
        return cloud.as("member")
                .upload("PUT", "/v2/images/%s/file".formatted(image), new ByteArrayInputStream(new byte[bytes]));
    }

    @Test
    void listsAreAsLongAsTheOperatorWants() throws IOException {
        try (var cloud = cloud(SMALL, PropertyProtection.none())) {
            for (int i = 0; i < 4; i++) {
                cloud.image(Map.of());
                cloud.as("admin").post("/v2/metadefs/namespaces", Map.of("namespace", "N" + i));
            }
            assertThat(cloud.as("member").get("/v2/images").path("images")).hasSize(2);
            assertThat(cloud.as("member").get("/v2/images?limit=9").path("images"))
                    .hasSize(3);
            var namespaces = cloud.as("admin").get("/v2/metadefs/namespaces?limit=9");
            assertThat(namespaces.path("namespaces")).hasSize(3);
            assertThat(cloud.as("admin").get(namespaces.path("next").asString()).path("namespaces"))
                    .hasSize(1);
        }
    }

    @Test
    void propertiesAreForRolesOrRules() throws IOException {
        for (var format : List.of("roles", "policies")) {
            var admin = format.equals("roles") ? "operator, Admin" : "context_is_admin";
            var maker = format.equals("roles") ? "member" : "makers";
            var file = Files.writeString(folder.resolve("protection"), """
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
            try (var cloud = cloud(ImageLimits.usual(), PropertyProtection.read(file, format))) {
                refused(
                        cloud.as("member").exchange("POST", "/v2/images", Map.of("secret_a", "1")),
                        403,
                        "Attribute 'secret_a' is reserved.");
                var image = cloud.image(Map.of("once_a", "1", "b", "1"));
                assertThat(cloud.patch("admin", image, "add", "/secret_a", "1").status())
                        .isEqualTo(200);
                var seen = cloud.as("member").get("/v2/images/" + image);
                assertThat(seen.has("secret_a")).isFalse();
                assertThat(seen.path("once_a").asString()).isEqualTo("1");
                assertThat(cloud.as("admin").get("/v2/images/" + image).has("secret_a"))
                        .isTrue();
                refused(cloud.patch("member", image, "replace", "/secret_a", "2"), 409, "does not exist");
                refused(cloud.patch("member", image, "add", "/secret_a", "2"), 403, "is reserved");
                refused(cloud.patch("member", image, "replace", "/once_a", "2"), 403, "is reserved");
                refused(cloud.patch("admin", image, "remove", "/once_a", null), 403, "is reserved");
                assertThat(cloud.patch("member", image, "remove", "/b", null).status())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void whatCannotBeMeantIsRefusedAtTheStart() throws IOException {
        for (var text : List.of("[a", "create = @", "[a]\ncreate = @", "[(]")) {
            var file = Files.writeString(folder.resolve("bad"), text);
            assertThatThrownBy(() -> PropertyProtection.read(file, "roles"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        var unknown = Files.writeString(folder.resolve("unknown"), "[a]\ncreate=x\nread=@\nupdate=@\ndelete=@\n");
        var protection = PropertyProtection.read(unknown, "policies");
        assertThatThrownBy(() -> cloud(SMALL, protection)).hasMessageContaining("there is no rule x");
        assertThatThrownBy(() -> PropertyProtection.read(folder.resolve("none"), "roles"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ImageLimits.bytes("10 GB")).isInstanceOf(IllegalArgumentException.class);
        assertThat(ImageLimits.bytes("10")).isEqualTo(10);
        assertThat(ImageLimits.bytes("10B")).isEqualTo(10);
        assertThat(ImageLimits.bytes("3KB")).isEqualTo(3072);
        assertThat(ImageLimits.bytes("2TB")).isEqualTo(2L << 40);
    }
}
