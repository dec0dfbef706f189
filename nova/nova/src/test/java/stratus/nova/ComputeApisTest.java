package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.nova.api.VersionsApi;
import stratus.nova.domain.Host;
import stratus.nova.store.HostStore;
import stratus.nova.store.ServiceStore;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Db;
import stratus.oslo.http.Api;
import stratus.oslo.http.Errors;
import stratus.oslo.http.RestClient;
import stratus.oslo.http.Routes;
import stratus.oslo.policy.Policy;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;
import tools.jackson.databind.JsonNode;

class ComputeApisTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private final Db db = BothDatabases.sqlite("nova");
    private final TestApi api = start(db);

    private static TestApi start(Db db) {
        var routes = Routes.at("/v2.1");
        ComputeApis.routes(routes, db, new ChangeLog(db, CLOCK), CLOCK);
        return new TestApi(new Api(
                "compute",
                routes,
                Errors.NOVA,
                new Callers(),
                Policy.load(Policy.defaults(ComputeApis.class, "policy.yaml"), null),
                VersionsApi.MICROVERSIONS,
                TimeFormat.SECONDS_Z,
                "http://127.0.0.1:5000",
                Api.USUAL_BODY));
    }

    @BeforeEach
    void aHostReports() {
        db.run(tx -> {
            new ServiceStore(db).heartbeat(tx, UUID.randomUUID(), "nova-compute", "h1", 66, NOW);
            new HostStore(db)
                    .report(
                            tx,
                            new Host(
                                    UUID.randomUUID(),
                                    0,
                                    "h1",
                                    "h1.local",
                                    "QEMU",
                                    8002000,
                                    "192.0.2.1",
                                    4,
                                    1,
                                    8192,
                                    512,
                                    100,
                                    1,
                                    90L,
                                    1,
                                    null,
                                    Map.of("arch", "x86_64"),
                                    NOW));
        });
    }

    @AfterEach
    void stop() {
        api.close();
        db.close();
    }

    private RestClient as(String who, String version) {
        return api.as(who).header("X-OpenStack-Nova-API-Version", version);
    }

    private static JsonNode ok(RestClient client, String method, String path, @Nullable Object body) {
        var answer = client.exchange(method, path, body);
        assertThat(answer.status()).as("%s %s: %s", method, path, answer.body()).isBetween(200, 204);
        return answer.body();
    }

    @Test
    void theVersionsAreThereForEveryone() {
        var shown = ok(api.anonymous(), "GET", "/", null).path("versions").path(0);
        assertThat(shown.path("version").stringValue()).isEqualTo("2.96");
        assertThat(ok(api.anonymous(), "GET", "/v2.1/", null).path("version").has("media-types"))
                .isTrue();
    }

    @Test
    void anAdminMakesAFlavorAndOpensItToAProject() {
        var admin = as("admin", "2.75");
        var made = ok(
                admin,
                "POST",
                "/v2.1/flavors",
                Map.of(
                        "flavor",
                        Map.of(
                                "name",
                                "tiny",
                                "ram",
                                64,
                                "vcpus",
                                "1",
                                "disk",
                                0,
                                "id",
                                "t",
                                "os-flavor-access:is_public",
                                false)));
        assertThat(made.path("flavor").path("swap").intValue()).isZero();
        assertThat(as("member", "2.1").exchange("GET", "/v2.1/flavors/t", null).status())
                .isEqualTo(404);
        ok(admin, "POST", "/v2.1/flavors/t/action", Map.of("addTenantAccess", Map.of("tenant", Callers.PROJECT)));
        var seen = ok(as("member", "2.1"), "GET", "/v2.1/flavors/t", null).path("flavor");
        assertThat(listed(as("member", "2.1"), "")).contains("t");
        assertThat(listed(as("other", "2.1"), "")).doesNotContain("t");
        assertThat(listed(admin, "?is_public=no")).containsExactly("t");
        assertThat(seen.path("swap").stringValue()).isEmpty();
        assertThat(seen.has("description")).isFalse();
        ok(admin, "POST", "/v2.1/flavors/t/os-extra_specs", Map.of("extra_specs", Map.of("hw:x", "1")));
        assertThat(ok(admin, "GET", "/v2.1/flavors/t", null)
                        .path("flavor")
                        .path("extra_specs")
                        .path("hw:x")
                        .stringValue())
                .isEqualTo("1");
        assertThat(as("member", "2.1")
                        .exchange("DELETE", "/v2.1/flavors/t", null)
                        .status())
                .isEqualTo(403);
        ok(admin, "DELETE", "/v2.1/flavors/t", null);
        assertThat(ok(admin, "GET", "/v2.1/flavors/detail", null)
                        .path("flavors")
                        .size())
                .isEqualTo(7);
    }

    private static List<String> listed(RestClient as, String query) {
        return ok(as, "GET", "/v2.1/flavors" + query, null)
                .path("flavors")
                .valueStream()
                .map(flavor -> flavor.path("id").asString())
                .toList();
    }

    @Test
    void aKeyIsGeneratedOnceAndImportedElsewhere() {
        var member = as("member", "2.10");
        var made = ok(member, "POST", "/v2.1/os-keypairs", Map.of("keypair", Map.of("name", "k")))
                .path("keypair");
        assertThat(made.path("private_key").stringValue()).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
        var copy = Map.of("name", "k2", "public_key", made.path("public_key").stringValue());
        var imported =
                ok(member, "POST", "/v2.1/os-keypairs", Map.of("keypair", copy)).path("keypair");
        assertThat(imported.path("fingerprint")).isEqualTo(made.path("fingerprint"));
        assertThat(imported.has("private_key")).isFalse();
        assertThat(ok(member, "GET", "/v2.1/os-keypairs", null).path("keypairs").size())
                .isEqualTo(2);
        assertThat(member.exchange("POST", "/v2.1/os-keypairs", Map.of("keypair", copy))
                        .status())
                .isEqualTo(409);
        var garbage = Map.of("name", "k3", "public_key", "ssh-rsa nonsense");
        assertThat(member.exchange("POST", "/v2.1/os-keypairs", Map.of("keypair", garbage))
                        .status())
                .isEqualTo(400);
        assertThat(as("other", "2.10")
                        .exchange("GET", "/v2.1/os-keypairs/k", null)
                        .status())
                .isEqualTo(404);
        assertThat(member.exchange("DELETE", "/v2.1/os-keypairs/k", null).status())
                .isEqualTo(204);
    }

    @Test
    void aQuotaThatIsSetShowsInTheLimits() {
        var path = "/v2.1/os-quota-sets/" + Callers.PROJECT;
        ok(as("admin", "2.57"), "PUT", path, Map.of("quota_set", Map.of("instances", 3)));
        var limits = ok(as("member", "2.57"), "GET", "/v2.1/limits", null)
                .path("limits")
                .path("absolute");
        assertThat(limits.path("maxTotalInstances").intValue()).isEqualTo(3);
        assertThat(limits.has("maxPersonality")).isFalse();
        assertThat(ok(as("reader", "2.1"), "GET", path, null).path("quota_set").has("fixed_ips"))
                .isTrue();
        assertThat(as("other", "2.1").exchange("GET", path, null).status()).isEqualTo(403);
        ok(as("admin", "2.57"), "DELETE", path, null);
        var detail = ok(as("admin", "2.57"), "GET", path + "/detail", null)
                .path("quota_set")
                .path("instances");
        assertThat(detail.path("limit").intValue()).isEqualTo(10);
    }

    @Test
    void aHostIsSeenDisabledAndPutInAZone() {
        var admin = as("admin", "2.88");
        var service =
                ok(admin, "GET", "/v2.1/os-services", null).path("services").path(0);
        assertThat(service.path("state").stringValue()).isEqualTo("up");
        ok(admin, "PUT", "/v2.1/os-services/" + service.path("id").stringValue(), Map.of("status", "disabled"));
        var seen = ok(admin, "GET", "/v2.1/os-hypervisors/detail", null)
                .path("hypervisors")
                .path(0);
        assertThat(seen.path("status").stringValue()).isEqualTo("disabled");
        assertThat(seen.has("vcpus")).isFalse();
        var old = as("admin", "2.1");
        assertThat(ok(old, "GET", "/v2.1/os-hypervisors/1", null)
                        .path("hypervisor")
                        .path("cpu_info")
                        .isString())
                .isTrue();
        ok(old, "PUT", "/v2.1/os-services/enable", Map.of("host", "h1", "binary", "nova-compute"));
        ok(admin, "POST", "/v2.1/os-aggregates", Map.of("aggregate", Map.of("name", "a", "availability_zone", "z")));
        ok(admin, "POST", "/v2.1/os-aggregates/1/action", Map.of("add_host", Map.of("host", "h1")));
        var zones = ok(as("member", "2.1"), "GET", "/v2.1/os-availability-zone", null);
        assertThat(zones.path("availabilityZoneInfo").path(0).path("zoneName").stringValue())
                .isEqualTo("z");
        assertThat(old.exchange("DELETE", "/v2.1/os-aggregates/1", null).status())
                .isEqualTo(400);
    }

    @Test
    void serverGroupsTakeOnePolicy() {
        var member = as("member", "2.64");
        var given = Map.of("name", "g", "policy", "anti-affinity", "rules", Map.of("max_server_per_host", 2));
        var made = ok(member, "POST", "/v2.1/os-server-groups", Map.of("server_group", given))
                .path("server_group");
        assertThat(made.path("rules").path("max_server_per_host").intValue()).isEqualTo(2);
        var old = ok(as("member", "2.1"), "GET", "/v2.1/os-server-groups", null)
                .path("server_groups")
                .path(0);
        assertThat(old.path("policies").path(0).stringValue()).isEqualTo("anti-affinity");
        var bad = Map.of("name", "g", "policies", List.of("nearby"));
        assertThat(as("member", "2.1")
                        .exchange("POST", "/v2.1/os-server-groups", Map.of("server_group", bad))
                        .status())
                .isEqualTo(400);
        ok(member, "DELETE", "/v2.1/os-server-groups/" + made.path("id").stringValue(), null);
    }
}
