package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.nova.metadata.MetadataServer;
import stratus.oslo.base.Secret;
import stratus.testing.service.Callers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a guest is told of itself through Neutron's agent. */
class MetadataTest {
    private static final String SECRET = "shared";

    @TempDir
    Path folder;

    private TestNova nova;
    private MetadataServer metadata;

    @BeforeEach
    void start() {
        nova = new TestNova(folder);
        metadata = nova.nova.metadata(new Secret(SECRET), "127.0.0.1", 0);
    }

    @AfterEach
    void stop() {
        metadata.close();
        nova.close();
    }

    @Test
    void aGuestReadsWhoItIsInBothFormats() {
        nova.member().post("/v2.1/os-keypairs", Map.of("keypair", Map.of("name", "k", "public_key", KEY)));
        var id = nova.server(Map.of("key_name", "k", "metadata", Map.of("a", "b"), "user_data", "aGVsbG8="));
        nova.member().post("/v2.1/servers/" + id + "/os-interface", Map.of());

        var data = json(get(id, "/openstack/latest/meta_data.json"));
        assertThat(data.path("uuid").asString()).isEqualTo(id);
        assertThat(data.path("meta").path("a").asString()).isEqualTo("b");
        assertThat(data.path("public_keys").path("k").asString()).isEqualTo(KEY);
        assertThat(get(id, "/openstack/latest/user_data").body()).isEqualTo("hello");
        var network = json(get(id, "/openstack/2018-08-27/network_data.json"))
                .path("networks")
                .path(0);
        assertThat(network.path("ip_address").asString()).isEqualTo("192.0.2.1");
        assertThat(network.path("netmask").asString()).isEqualTo("255.255.255.0");
        assertThat(get(id, "/openstack/2012-08-10/network_data.json").statusCode())
                .isEqualTo(404);

        assertThat(get(id, "/latest/meta-data/local-ipv4").body()).isEqualTo("192.0.2.1");
        assertThat(get(id, "/latest/meta-data/public-keys/").body()).isEqualTo("0=k");
        assertThat(get(id, "/2009-04-04/meta-data/public-keys/0/openssh-key").body())
                .isEqualTo(KEY);
        assertThat(get(id, "/latest/meta-data").body()).contains("placement/").contains("instance-id");
    }

    @Test
    void onlyWhatAnAgentSignedIsAnswered() throws IOException, InterruptedException {
        var id = nova.server(Map.of());

        assertThat(ask(id, Callers.PROJECT, "forged", "/latest/meta-data").statusCode())
                .isEqualTo(403);
        assertThat(ask(id, "another", sign(id), "/latest/meta-data").statusCode())
                .isEqualTo(404);
        var bare = HttpRequest.newBuilder(uri("/")).build();
        assertThat(HttpClient.newHttpClient()
                        .send(bare, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aGuestLeavesItsPasswordOnce() throws Exception {
        var id = nova.server(Map.of());
        var at = "/openstack/2013-04-04/password";
        assertThat(get(id, "/openstack/2013-04-04/").body()).contains("password");
        assertThat(leave(id, at, "encrypted")).isEqualTo(200);
        assertThat(leave(id, at, "another")).isEqualTo(409);
        assertThat(get(id, at).body()).isEqualTo("encrypted");
        var shown = nova.member().get("/v2.1/servers/" + id + "/os-server-password");
        assertThat(shown.path("password").asString()).isEqualTo("encrypted");
        nova.member().delete("/v2.1/servers/" + id + "/os-server-password");
        assertThat(get(id, at).body()).isEmpty();
        assertThat(leave(id, at, "x".repeat(1021))).isEqualTo(400);
    }

    private int leave(String id, String path, String password) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(path))
                .header("X-Instance-ID", id)
                .header("X-Tenant-ID", Callers.PROJECT)
                .header("X-Instance-ID-Signature", sign(id))
                .POST(HttpRequest.BodyPublishers.ofString(password))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode();
    }

    private static final String KEY =
            "ssh-ed25519" + " AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl me";

    private HttpResponse<String> get(String id, String path) {
        try {
            return ask(id, Callers.PROJECT, sign(id), path);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> ask(String id, String project, String signature, String path)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(uri(path))
                .header("X-Instance-ID", id)
                .header("X-Tenant-ID", project)
                .header("X-Instance-ID-Signature", signature)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(metadata.port(), path));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonMapper.builder().build().readTree(answer.body());
    }

    private static String sign(String id) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
