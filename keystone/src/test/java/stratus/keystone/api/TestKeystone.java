package stratus.keystone.api;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import stratus.keystone.KeystoneConfig;
import stratus.keystone.KeystoneService;
import stratus.keystone.app.Bootstrap;
import stratus.oslo.base.Secret;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.TestApi;
import tools.jackson.databind.JsonNode;

/** A bootstrapped Keystone on a port of its own. */
final class TestKeystone implements AutoCloseable {
    static final Bootstrap.Seed SEED = new Bootstrap.Seed(
            new Secret("admin-secret"),
            new Secret("service-secret"),
            "RegionOne",
            List.of(
                    new Bootstrap.Entry("identity", "keystone", "http://127.0.0.1:5000/v3"),
                    new Bootstrap.Entry("compute", "nova", "http://127.0.0.1:8774/v2.1"),
                    new Bootstrap.Entry("volumev3", "cinderv3", "http://127.0.0.1:8776/v3/$(project_id)s")));

    final Db db = BothDatabases.sqlite("keystone");
    final KeystoneService service;
    final TestApi api;

    TestKeystone() {
        this(config -> config);
    }

    /** {@code set} says how it differs from the usual. */
    TestKeystone(UnaryOperator<KeystoneConfig> set) {
        var usual = KeystoneConfig.usual(
                        "http://127.0.0.1:5000", BothDatabases.folder("keys").resolve("fernet"))
                .withBcryptCost(4);
        service = new KeystoneService(set.apply(usual), db, InstantSource.system());
        service.bootstrap().run(SEED);
        api = new TestApi(service.api());
    }

    static Map<String, Object> password(String user, String password, Object scope) {
        return Map.of(
                "auth",
                Map.of(
                        "identity",
                        Map.of(
                                "methods",
                                List.of("password"),
                                "password",
                                Map.of(
                                        "user",
                                        Map.of("name", user, "password", password, "domain", Map.of("id", "default")))),
                        "scope",
                        scope));
    }

    static Map<String, Object> project(String name) {
        return Map.of("project", Map.of("name", name, "domain", Map.of("name", "Default")));
    }

    static Map<String, Object> system() {
        return Map.of("system", Map.of("all", true));
    }

    RestClient.Answer logIn(String user, String password, Object scope) {
        return api.anonymous().exchange("POST", "/v3/auth/tokens", password(user, password, scope));
    }

    String token(String user, String password, Object scope) {
        var answer = logIn(user, password, scope);
        var token = answer.headers().get("x-subject-token");
        if (token == null) {
            throw new AssertionError(answer);
        }
        return token;
    }

    /** The administrator, on project admin. */
    RestClient admin() {
        return api.as(token("admin", "admin-secret", project("admin")));
    }

    String create(String collection, String key, Map<String, ?> fields) {
        return admin().post("/v3/" + collection, Map.of(key, fields))
                .path(key)
                .path("id")
                .stringValue();
    }

    static List<String> names(JsonNode list) {
        return list.values().stream().map(n -> n.path("name").asString("")).toList();
    }

    @Override
    public void close() {
        api.close();
        service.close();
        db.close();
    }
}
