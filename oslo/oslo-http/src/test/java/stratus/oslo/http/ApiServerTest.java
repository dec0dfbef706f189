package stratus.oslo.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.DomainId;
import stratus.oslo.base.Secret;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.policy.Policy;

class ApiServerTest {
    record Create(Thing thing) {}

    record Thing(
            String name,
            @Nullable Integer size,
            @JsonProperty("flavorRef") @Nullable String flavor,
            @Since(5) @Nullable List<String> tags,
            @Nullable Instant createdAt,
            @Extra Map<String, Object> extra) {
        Thing {
            if (name.isBlank()) {
                throw new Fault.Invalid("name", "'' is too short");
            }
        }
    }

    record Strict(Inner thing) {}

    record Inner(String name, boolean enabled) {}

    private ApiServer server;
    private RestClient client;

    @BeforeEach
    void start() {
        var routes = Routes.at("/v1")
                .open("GET", "", _ -> Response.ok(Map.of("version", "v1")))
                .post("/things", "things:create", r -> {
                    var body = r.body(Create.class);
                    r.authorize();
                    return Response.created(body);
                })
                .post("/strict", "things:create", r -> {
                    var body = r.body(Strict.class);
                    r.authorize();
                    return Response.created(body);
                })
                .get("/things/{id}", "things:show", r -> {
                    r.authorize();
                    return Response.ok(Map.of("id", r.path("id"), "at", Instant.EPOCH));
                })
                .get("/things/special", "things:show", r -> Response.ok(Map.of()))
                .delete("/things/{id}", "things:delete", r -> {
                    r.authorize();
                    return Response.noContent();
                });
        serve(routes);
    }

    private void serve(Routes routes) {
        var api = new Api(
                "test",
                routes,
                Errors.NOVA,
                (token, _, id) -> caller(token, id),
                Policy.load(Map.of("things:create", "@", "things:show", "@", "things:delete", "role:admin"), null),
                new Microversions("compute", "X-Old", new Microversion(2, 1), new Microversion(2, 9)),
                TimeFormat.SECONDS_Z,
                "http://keystone:5000",
                200);
        server = ApiServer.start(api, "127.0.0.1", 0);
        client = RestClient.to("test", "http://127.0.0.1:" + server.port());
    }

    private static Caller caller(Secret token, String requestId) {
        if (!token.value().equals("good")) {
            throw new Fault.Unauthorized("no");
        }
        var user = new Caller.Named("u", "u", new DomainId("default"), "Default");
        return new Caller(requestId, user, user, null, false, Set.of("member"), Set.of(), List.of(), token);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private RestClient good() {
        return client.header("X-Auth-Token", "good");
    }

    @Test
    void anOpenRouteNeedsNoToken() {
        assertThat(client.exchange("GET", "/v1/", null).status()).isEqualTo(200);
    }

    @Test
    void theAnonymousIsRefusedAndToldWhereToGo() {
        var answer = client.exchange("GET", "/v1/things/a", null);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers()).containsEntry("www-authenticate", "Keystone uri=\"http://keystone:5000\"");
        assertThat(answer.headers()).containsKey("x-openstack-request-id");
    }

    @Test
    void variablesAreDecodedAndTimesAreTheServices() {
        var answer = good().exchange("GET", "/v1/things/a%20b", null);
        assertThat(answer.body().toString()).contains("\"a b\"", "1970-01-01T00:00:00Z");
    }

    @Test
    void nobodyIsToldWhatIsAllowedWhereCallersComeFirst() {
        server.close();
        serve(Routes.at("/v1")
                .withCallersFirst()
                .token("GET", "/things", _ -> Response.ok(Map.of()))
                .token("DELETE", "/things", _ -> {
                    throw new Fault.MethodNotAllowed("They go by themselves.");
                })
                .open("GET", "/", _ -> Response.ok(Map.of())));
        var nobody = RestClient.to("test", "http://127.0.0.1:" + server.port());
        assertThat(nobody.exchange("PUT", "/v1/things", null).status()).isEqualTo(401);
        assertThat(nobody.exchange("PUT", "/v1/", null).status()).isEqualTo(405);
        assertThat(good().exchange("PUT", "/v1/things", null).headers()).containsEntry("allow", "DELETE, GET, HEAD");
        assertThat(good().exchange("DELETE", "/v1/things", null).headers()).containsEntry("allow", "GET, HEAD");
    }

    @Test
    void bracketsInQueriesAreUnderstood() {
        server.close();
        serve(Routes.at("/v1")
                .open(
                        "GET",
                        "/things",
                        r -> Response.ok(Map.of("name", r.query().get("name", "")))));
        var answer = client.exchange("GET", "/v1/things?name=a[1]", null);
        assertThat(answer.body().path("name").asString()).isEqualTo("a[1]");
    }

    @Test
    void aWrongMethodIsToldWhatIsAllowed() {
        var answer = good().exchange("PUT", "/v1/things/a", null);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers().get("allow")).isEqualTo("DELETE, GET, HEAD");
    }

    @Test
    void everyGetIsAHeadToo() {
        assertThat(good().exchange("HEAD", "/v1/things/a", null).status()).isEqualTo(200);
    }

    @Test
    void aTableMayHaveNothingButWhatItNames() {
        server.close();
        serve(Routes.at("/v1")
                .withoutSlashes()
                .withoutHeads()
                .token("GET", "/things", _ -> Response.ok(Map.of()))
                .handledBy(route -> r -> route.handler().handle(r).with("X-Route", route.path())));
        assertThat(good().exchange("GET", "/v1/things", null).headers()).containsEntry("x-route", "/v1/things");
        assertThat(good().exchange("GET", "/v1/things/", null).status()).isEqualTo(404);
        assertThat(good().exchange("HEAD", "/v1/things", null).status()).isEqualTo(405);
    }

    @Test
    void aHandlerThatForgetsItsRuleIsABug() {
        assertThat(good().exchange("GET", "/v1/things/special", null).status()).isEqualTo(500);
    }

    @Test
    void aRefusalNamesTheRule() {
        var answer = good().exchange("DELETE", "/v1/things/a", null);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().at("/forbidden/message").asString()).contains("things:delete");
    }

    @Test
    void extraFieldsComeBackBesideTheNamedOnes() {
        var thing = Map.of("name", "n", "email", "a@b", "flavorRef", "f");
        var answer = good().exchange("POST", "/v1/things", Map.of("thing", thing));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body().at("/thing/email").asString()).isEqualTo("a@b");
        assertThat(answer.body().at("/thing/flavorRef").asString()).isEqualTo("f");
        assertThat(answer.body().at("/thing").has("tags")).isFalse();
        assertThat(answer.body().at("/thing").has("extra")).isFalse();
    }

    @Test
    void aComponentExistsFromItsVersionOn() {
        var thing = Map.of("name", "n", "tags", List.of("t"));
        var answer = good().header("OpenStack-API-Version", "compute 2.5")
                .exchange("POST", "/v1/things", Map.of("thing", thing));
        assertThat(answer.body().at("/thing/tags/0").asString()).isEqualTo("t");
        assertThat(answer.headers()).containsEntry("openstack-api-version", "compute 2.5");
    }

    @Test
    void bodiesAreReadStrictly() {
        assertThat(refusal(Map.of("thing", Map.of("enabled", true)))).contains("'name' is a required property");
        assertThat(refusal(Map.of("thing", Map.of("name", "n", "enabled", true, "x", 1))))
                .contains("'x' was unexpected");
        assertThat(refusal(Map.of("thing", Map.of("name", 5, "enabled", true)))).contains("thing.name");
        assertThat(refusal(Map.of("thing", Map.of("name", "n", "enabled", "true"))))
                .contains("thing.enabled");
        assertThat(refusal(Map.of())).contains("'thing' is a required property");
    }

    @Test
    void badJsonAndBodiesOverTheLimitAreTheClientsFault() {
        assertThat(good().raw("POST", "/v1/strict", "application/json", "{".getBytes())
                        .status())
                .isEqualTo(400);
        assertThat(good().raw("POST", "/v1/strict", "application/json", new byte[201])
                        .status())
                .isEqualTo(413);
        assertThat(good().raw("POST", "/v1/strict", "text/plain", "{}".getBytes())
                        .status())
                .isEqualTo(415);
    }

    @Test
    void aVersionOutOfRangeIsNotAcceptable() {
        var answer = good().header("X-Old", "2.10").exchange("GET", "/v1/things/a", null);
        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.body().at("/notAcceptable/message").asString())
                .isEqualTo("Version 2.10 is not supported by the API. Minimum is 2.1 and maximum is 2.9.");
    }

    private String refusal(Object body) {
        var answer = good().exchange("POST", "/v1/strict", body);
        assertThat(answer.status()).isEqualTo(400);
        return answer.body().at("/badRequest/message").asString();
    }
}
