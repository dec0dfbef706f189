package stratus.main;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import stratus.oslo.base.Fault;
import stratus.oslo.db.DbConfig;
import stratus.oslo.http.RestClient;

/** A whole cloud on free ports with the fake driver, its data in a folder of the test's. */
final class TestCloud implements AutoCloseable {
    private final Cloud cloud;

    TestCloud(Path data) {
        this(data, InstantSource.system());
    }

    TestCloud(Path data, InstantSource clock) {
        this.cloud = start(data, "fake", clock);
    }

    /** With another driver than the fake one. */
    TestCloud(Path data, String virt) {
        this.cloud = start(data, virt, InstantSource.system());
    }

    static Cloud start(Path data, String virt) {
        return start(data, virt, InstantSource.system());
    }

    /** A port that was free may be somebody's by the time it is bound. */
    private static Cloud start(Path data, String virt, InstantSource clock) {
        for (int left = 5; ; left--) {
            try {
                return Cloud.start(config(data, virt, clock));
            } catch (Fault.Conflict taken) {
                if (left == 1) {
                    throw taken;
                }
            }
        }
    }

    private static CloudConfig config(Path data, String virt, InstantSource clock) {
        return new CloudConfig(
                data, Ports.free("127.0.0.1"), DbConfig.sqlite(data.resolve("db")), "host1", virt, "qemu", 4, clock);
    }

    /** A client of a role's API without a token. */
    RestClient anonymous(String role) {
        return RestClient.to(role, String.valueOf(cloud.urls().get(role)));
    }

    /** A client that is the admin of the project admin. */
    RestClient admin(String role) {
        return anonymous(role).header("X-Auth-Token", adminToken());
    }

    RestClient as(String role, String token) {
        return anonymous(role).header("X-Auth-Token", token);
    }

    String adminToken() {
        var answer = anonymous("keystone")
                .call("POST", "/v3/auth/tokens", logIn(cloud.adminPassword().value()));
        return String.valueOf(answer.headers().get("x-subject-token"));
    }

    static Map<String, Object> logIn(String password) {
        var domain = Map.of("id", "default");
        var user = Map.of("name", "admin", "domain", domain, "password", password);
        return Map.of(
                "auth",
                Map.of(
                        "identity",
                        Map.of("methods", List.of("password"), "password", Map.of("user", user)),
                        "scope",
                        Map.of("project", Map.of("name", "admin", "domain", domain))));
    }

    @Override
    public void close() {
        cloud.close();
    }
}
