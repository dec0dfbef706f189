package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.cinder.api.TestCinder.path;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.testing.service.Await;
import stratus.testing.service.Callers;

class VolumesApiTest {
    private TestCinder cinder;

    @BeforeEach
    void start() {
        cinder = new TestCinder();
    }

    @AfterEach
    void stop() {
        cinder.close();
    }

    @Test
    void theVersionsAreMultipleChoices() {
        var root = cinder.api.anonymous().exchange("GET", "/", null);
        assertThat(root.status()).isEqualTo(300);
        assertThat(root.body().path("versions").get(0).path("version").stringValue())
                .isEqualTo("3.71");
        assertThat(cinder.api
                        .anonymous()
                        .get("/v3/")
                        .path("versions")
                        .get(0)
                        .path("id")
                        .stringValue())
                .isEqualTo("v3.0");
    }

    @Test
    void aBlankVolumeBecomesAvailableAndGoes() {
        var made = cinder.as("member")
                .exchange(
                        "POST",
                        path("/volumes"),
                        Map.of("volume", Map.of("name", "v", "size", 1, "metadata", Map.of("a", "b"))));
        assertThat(made.status()).isEqualTo(202);
        var volume = made.body().path("volume");
        assertThat(volume.path("status").stringValue()).isEqualTo("creating");
        assertThat(volume.path("volume_type").stringValue()).isEqualTo("__DEFAULT__");
        assertThat(volume.path("created_at").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}\\.\\d{6}");
        var id = volume.path("id").stringValue();
        cinder.awaitStatus(id, "available");
        assertThat(Files.exists(cinder.folder.resolve("volume-" + id))).isTrue();
        assertThat(cinder.show(id).path("os-vol-host-attr:host").stringValue())
                .isEqualTo(TestCinder.BACKEND + "#local");

        assertThat(cinder.as("member")
                        .exchange("DELETE", path("/volumes/" + id), null)
                        .status())
                .isEqualTo(202);
        Await.until(() -> cinder.as("member")
                        .exchange("GET", path("/volumes/" + id), null)
                        .status()
                == 404);
        assertThat(Files.exists(cinder.folder.resolve("volume-" + id))).isFalse();
    }

    @Test
    void aVolumeFromAnImageIsBootableAndRemembersIt() {
        var image = cinder.glance.image("cirros");
        var id = cinder.create(Map.of("size", 1, "imageRef", image.text()));
        cinder.awaitStatus(id, "available");

        var volume = cinder.show(id);
        assertThat(volume.path("bootable").stringValue()).isEqualTo("true");
        assertThat(volume.path("volume_image_metadata").path("image_name").stringValue())
                .isEqualTo("cirros");
        assertThat(volume.path("volume_image_metadata").path("os_type").stringValue())
                .isEqualTo("linux");
    }

    @Test
    void aCloneIsAtLeastAsLargeAsItsSource() {
        var source = cinder.volume("source");
        var clone = cinder.create(Map.of("source_volid", source));
        cinder.awaitStatus(clone, "available");

        assertThat(cinder.show(clone).path("size").intValue()).isEqualTo(1);
        assertThat(cinder.show(clone).path("source_volid").stringValue()).isEqualTo(source);
    }

    @Test
    void othersSeeNothingAndReadersChangeNothing() {
        var id = cinder.volume("mine");
        var theirs = "/v3/" + Callers.OTHER_PROJECT + "/volumes/";
        assertThat(cinder.as("other").exchange("GET", theirs + id, null).status())
                .isEqualTo(404);
        assertThat(cinder.as("other").get(theirs + "detail").path("volumes")).isEmpty();
        assertThat(cinder.as("other").exchange("GET", path("/volumes"), null).status())
                .isEqualTo(400);
        assertThat(cinder.as("reader")
                        .exchange("DELETE", path("/volumes/" + id), null)
                        .status())
                .isEqualTo(403);
        assertThat(cinder.as("reader")
                        .get(path("/volumes/" + id))
                        .path("volume")
                        .has("os-vol-host-attr:host"))
                .isFalse();
    }

    @Test
    void theEleventhVolumeIsOverTheLimit() {
        for (int i = 0; i < 10; i++) {
            cinder.create(Map.of("size", 1));
        }
        var refused = cinder.as("member").exchange("POST", path("/volumes"), Map.of("volume", Map.of("size", 1)));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.body().path("overLimit").path("message").stringValue())
                .isEqualTo("Maximum number of volumes allowed (10) exceeded for quota 'volumes'.");
    }

    @Test
    void aListIsPagedAndFiltered() {
        for (var name : List.of("a", "b", "c")) {
            cinder.create(Map.of("size", 1, "name", name, "metadata", Map.of("tag", "x_" + name)));
        }
        var first = cinder.as("member").get(path("/volumes?limit=2&sort=name:asc"));
        assertThat(first.path("volumes").findValuesAsString("name")).containsExactly("a", "b");
        var next = first.path("volumes_links").get(0).path("href").stringValue();
        assertThat(cinder.as("member")
                        .get(next.substring(cinder.api.url().length()))
                        .path("volumes")
                        .findValuesAsString("name"))
                .containsExactly("c");
        var tagged = cinder.as("member")
                .get(path("/volumes/detail?metadata=%7B%27tag%27%3A%20%27x_b%27%7D&with_count=true"));
        assertThat(tagged.path("volumes").findValuesAsString("name")).containsExactly("b");
        assertThat(tagged.path("count").intValue()).isEqualTo(1);
    }

    @Test
    void whatNothingHasFiltersEverythingAndWhatIsNotThereIsNamed() {
        cinder.volume("v");
        for (var filter : List.of("status=odd", "volume_type=odd", "name=odd")) {
            assertThat(cinder.as("member").get(path("/volumes?" + filter)).path("volumes"))
                    .isEmpty();
        }
        var missing = "11111111-1111-4111-8111-111111111111";
        for (var source : List.of("snapshot_id", "source_volid")) {
            var refused = cinder.as("member")
                    .exchange("POST", path("/volumes"), Map.of("volume", Map.of("size", 1, source, missing)));
            assertThat(refused.status()).isEqualTo(404);
        }
        var noImage = cinder.as("member")
                .exchange("POST", path("/volumes"), Map.of("volume", Map.of("size", 1, "imageRef", missing)));
        assertThat(noImage.status()).isEqualTo(400);
        assertThat(cinder.as("member")
                        .exchange("GET", path("/volumes/odd"), null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatNoBackendCanHoldEndsInError() {
        cinder.as("admin")
                .post(
                        "/v3/types",
                        Map.of("volume_type", Map.of("name", "gold", "extra_specs", Map.of("vendor_name", "Gold"))));
        var id = cinder.create(Map.of("size", 1, "volume_type", "gold"));
        cinder.awaitStatus(id, "error");
    }
}
