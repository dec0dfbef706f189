package stratus.cinder.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.cinder.api.TestCinder.path;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stratus.oslo.http.RestClient;
import tools.jackson.databind.JsonNode;

class EncryptionApiTest {
    private static final Map<String, Object> LUKS =
            Map.of("provider", "luks", "control_location", "front-end", "cipher", "aes-xts-plain64", "key_size", "256");

    private TestCinder cinder;

    @BeforeEach
    void start() {
        cinder = new TestCinder();
    }

    @AfterEach
    void stop() {
        cinder.close();
    }

    private String type(String name) {
        return cinder.as("admin")
                .post("/v3/types", Map.of("volume_type", Map.of("name", name)))
                .path("volume_type")
                .path("id")
                .stringValue();
    }

    private static String encryption(String type) {
        return "/v3/types/" + type + "/encryption";
    }

    private RestClient.Answer ask(String method, String path, Map<String, ?> fields) {
        return cinder.as("admin").exchange(method, path, Map.of("encryption", fields));
    }

    private JsonNode encrypted(String type) {
        return cinder.as("admin")
                .post(encryption(type), Map.of("encryption", LUKS))
                .path("encryption");
    }

    @Test
    void itIsMadeSeenChangedAndTakenAway() {
        var type = type("secret");
        assertThat(cinder.as("admin").get(encryption(type))).isEmpty();
        var made = encrypted(type);
        assertThat(made.path("key_size").intValue()).isEqualTo(256);
        assertThat(made.path("volume_type_id").stringValue()).isEqualTo(type);
        var path = encryption(type) + "/" + made.path("encryption_id").stringValue();

        var answer = ask("PUT", path, Map.of("cipher", "aes-cbc", "control_location", "back-end"));
        assertThat(answer.body().path("encryption").propertyNames())
                .containsExactlyInAnyOrder("cipher", "control_location");
        var seen = cinder.as("admin").get(encryption(type));
        assertThat(seen.path("provider").stringValue()).isEqualTo("luks");
        assertThat(seen.path("control_location").stringValue()).isEqualTo("back-end");
        var cipher = cinder.as("admin").get(encryption(type) + "/cipher");
        assertThat(cipher.propertyNames()).containsExactly("cipher");
        assertThat(cipher.path("cipher").stringValue()).isEqualTo("aes-cbc");

        assertThat(cinder.as("admin").exchange("DELETE", path, null).status()).isEqualTo(202);
        assertThat(cinder.as("admin").get(encryption(type))).isEmpty();
        assertThat(cinder.as("admin").exchange("DELETE", path, null).body().toString())
                .contains("Volume type encryption for type %s does not exist.".formatted(type));
    }

    @Test
    void aTypeHasOneOnly() {
        var type = type("secret");
        encrypted(type);
        var second = ask("POST", encryption(type), LUKS);
        assertThat(second.status()).isEqualTo(400);
        assertThat(second.body().toString())
                .contains("Volume type encryption for type %s already exists.".formatted(type));
        assertThat(cinder.as("admin")
                        .exchange("DELETE", "/v3/types/" + type, null)
                        .status())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({
        "provider, a number",
        "control_location, elsewhere",
        "key_size, many",
        "key_size, -1",
        "odd, field",
    })
    void whatItCannotBeIsRefused(String name, String value) {
        var fields = new HashMap<>(LUKS);
        fields.put(name, name.equals("provider") ? 7 : value);
        assertThat(ask("POST", encryption(type("secret")), fields).status()).isEqualTo(400);
    }

    @Test
    void onlyAdministratorsKnowOfIt() {
        var type = type("secret");
        assertThat(cinder.as("member")
                        .exchange("GET", path("/types/" + type + "/encryption"), null)
                        .status())
                .isEqualTo(403);
        assertThat(ask("POST", encryption("nothing"), LUKS).status()).isEqualTo(404);
    }

    @Test
    void aVolumeThatWouldNotBeEncryptedIsNotMade() {
        encrypted(type("secret"));
        var wanted = Map.of("volume", Map.of("size", 1, "volume_type", "secret"));
        var refused = cinder.as("member").exchange("POST", path("/volumes"), wanted);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().toString()).contains("Volumes of type secret have to be encrypted");

        var plain = cinder.volume("plain");
        var retype = cinder.as("member")
                .exchange(
                        "POST",
                        path("/volumes/" + plain + "/action"),
                        Map.of("os-retype", Map.of("new_type", "secret")));
        assertThat(retype.status()).isEqualTo(400);
        assertThat(cinder.show(plain).path("volume_type").stringValue()).isEqualTo("__DEFAULT__");
    }

    @Test
    void whatVolumesHaveIsNotChangedUnderThem() {
        var type = type("used");
        cinder.create(Map.of("size", 1, "volume_type", "used"));
        var refused = ask("POST", encryption(type), LUKS);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().toString()).contains("Cannot create encryption specs. Volume type in use.");
    }
}
