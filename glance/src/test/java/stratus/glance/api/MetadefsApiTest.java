package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.oslo.db.Db;
import stratus.testing.service.BothDatabases;

class MetadefsApiTest {
    private static final String ALL = "/v2/metadefs/namespaces";

    @AutoClose
    final TestGlance glance = new TestGlance();

    static List<Db> databases() {
        return BothDatabases.of("glance");
    }

    private static Map<String, Object> namespace(String name, String visibility) {
        return Map.of(
                "namespace",
                name,
                "visibility",
                visibility,
                "resource_type_associations",
                List.of(Map.of("name", "OS::Glance::Image", "prefix", "hw_")),
                "properties",
                Map.of("bus", Map.of("title", "Bus", "type", "string", "enum", List.of("scsi", "virtio"))),
                "tags",
                List.of(Map.of("name", "t1")));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aNamespaceComesAndGoesWithAllThatItDefines(Db db) {
        var admin = glance.start(db).admin();
        admin.post(ALL, namespace("NS::A", "public"));
        var shown = admin.get(ALL + "/NS::A?resource_type=OS::Glance::Image");
        assertThat(shown.at("/properties/hw_bus/enum/1").asString()).isEqualTo("virtio");
        assertThat(shown.at("/tags/0/name").asString()).isEqualTo("t1");
        assertThat(admin.exchange("POST", ALL, namespace("NS::A", "public")).status())
                .isEqualTo(409);

        admin.put(ALL + "/NS::A", Map.of("namespace", "NS::B"));
        assertThat(admin.get(ALL + "/NS::B").path("properties").has("bus")).isTrue();
        assertThat(admin.get("/v2/metadefs/resource_types").path("resource_types"))
                .hasSize(6);
        admin.delete(ALL + "/NS::B");
        assertThat(admin.exchange("GET", ALL + "/NS::B", null).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void whatIsPrivateIsSeenByItsProjectAndWhatIsPublicChangedByAdministrators(Db db) {
        var admin = glance.start(db).admin();
        admin.post(ALL, namespace("NS::P", "private"));
        admin.post(ALL, namespace("NS::Q", "public"));
        var other = glance.as("other");
        assertThat(other.exchange("GET", ALL + "/NS::P", null).status()).isEqualTo(404);
        assertThat(other.get(ALL).path("namespaces")).hasSize(1);
        assertThat(other.exchange("DELETE", ALL + "/NS::Q", null).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void objectsPropertiesAndTagsAreChangedOneByOne(Db db) {
        var admin = glance.start(db).admin();
        admin.post(ALL, namespace("NS::A", "public"));
        var objects = ALL + "/NS::A/objects";
        admin.post(objects, Map.of("name", "cpu", "description", "d"));
        assertThat(admin.put(objects + "/cpu", Map.of("name", "cpus"))
                        .path("self")
                        .asString())
                .isEqualTo("/v2/metadefs/namespaces/NS::A/objects/cpus");
        assertThat(admin.exchange("GET", objects + "/cpu", null).status()).isEqualTo(404);
        var properties = ALL + "/NS::A/properties";
        assertThat(admin.exchange("POST", properties, Map.of("name", "p", "title", "P", "type", "wrong"))
                        .status())
                .isEqualTo(400);
        admin.post(properties, Map.of("name", "p", "title", "P", "type", "integer", "minimum", 1));
        assertThat(admin.get(properties).at("/properties/p/minimum").asInt()).isEqualTo(1);
        var tags = ALL + "/NS::A/tags";
        admin.post(tags, Map.of("tags", List.of(Map.of("name", "t2"), Map.of("name", "t3"))));
        assertThat(admin.get(tags).path("tags")).hasSize(2);
        admin.header("X-Openstack-Append", "True").post(tags, Map.of("tags", List.of(Map.of("name", "t4"))));
        assertThat(admin.get(tags).path("tags")).hasSize(3);
        assertThat(admin.exchange("POST", tags + "/t4", null).status()).isEqualTo(409);
        admin.delete(tags);
        assertThat(admin.get(tags).path("tags")).isEmpty();
    }

    /** Method, path below the namespaces, body; status, and what the message contains. */
    static List<Arguments> refusals() {
        return List.of(
                arguments("POST", "", "{\"namespace\": 1}", 400, "schema 'namespace': 1 is not of type 'string'"),
                arguments("POST", "", "{\"x\": 1, \"y\": 2}", 400, "('x', 'y' were unexpected)"),
                arguments("POST", "", "{}", 400, "'namespace' is a required property"),
                arguments(
                        "POST",
                        "",
                        "{\"namespace\": \"n\", \"visibility\": \"x\"}",
                        400,
                        "'x' is not one of ['public', 'private']"),
                arguments("POST", "", "{\"namespace\": \"n\", \"self\": \"x\"}", 403, "Attribute 'self' is read-only."),
                arguments("POST", "", "{", 400, "Malformed JSON in request body."),
                arguments("POST", "", "1", 400, "Unexpected body type. Expected list/dict."),
                arguments("POST", "", "", 400, "Body expected in request."),
                arguments(
                        "POST", "", "{\"namespace\": \"n\", \"objects\": [{}]}", 400, "'name' is a required property"),
                arguments("GET", "?visibility=x", null, 400, "Invalid visibility value: x"),
                arguments("GET", "/none", null, 404, "Metadata definition namespace=none was not found."),
                arguments("PUT", "/none", "{\"namespace\": \"n\"}", 404, "Namespace none not found"),
                arguments("PUT", "/N", "{\"namespace\": \"M\"}", 409, "Invalid update. It would result in a duplicate"),
                arguments(
                        "POST",
                        "/N/objects",
                        "{\"name\": \"o\", \"required\": [\"a\", \"a\"]}",
                        400,
                        "['a', 'a'] has non-unique elements"),
                arguments(
                        "POST",
                        "/N/objects",
                        "{\"name\": \"o\", \"properties\": {\"p\": {\"title\": \"t\", \"type\": \"string\", \"minLength\": -1}}}",
                        400,
                        "-1 is less than the minimum of 0"),
                arguments("GET", "/N/objects/x", null, 404, "Could not find metadata object x"),
                arguments("GET", "/N/objects?limit=0", null, 400, "limit param must be positive"),
                arguments(
                        "POST",
                        "/N/properties",
                        "{\"name\": \"p\", \"title\": \"P\", \"type\": \"string\", \"enum\": \"a\"}",
                        400,
                        "schema 'property': 'a' is not of type 'array'"),
                arguments("GET", "/N/properties/x", null, 404, "Could not find property x"),
                arguments(
                        "GET",
                        "/N/properties/p?resource_type=none",
                        null,
                        404,
                        "resource-type with name=none, was not found."),
                arguments("POST", "/N/tags/T1", null, 409, "metadata tag names are case insensitive"),
                arguments("POST", "/N/tags/t", "{}", 400, "A body is not expected with this request."),
                arguments("GET", "/N/tags/x", null, 404, "Could not find metadata tag x"),
                arguments("DELETE", "/N/tags/t1", null, 403, "Metadata definition tag t1 is protected"),
                arguments(
                        "DELETE",
                        "/N/resource_types/OS::Glance::Image",
                        null,
                        403,
                        "resource-type-association OS::Glance::Image is protected"),
                arguments(
                        "POST",
                        "/N/resource_types",
                        "{\"name\": \"T\", \"prefix\": 1}",
                        400,
                        "schema 'resource_type_association': 1 is not of type 'string'"));
    }

    @Test
    void whatDoesNotFitIsRefusedInUpstreamsWords() {
        try (var db = BothDatabases.sqlite("glance")) {
            var admin = glance.start(db).admin();
            var protectedOne = new HashMap<>(namespace("N", "public"));
            protectedOne.put("protected", true);
            admin.post(ALL, protectedOne);
            admin.post(ALL, Map.of("namespace", "M"));
            for (var refusal : refusals()) {
                var line = refusal.get();
                var body = line[2] == null ? new byte[0] : line[2].toString().getBytes(StandardCharsets.UTF_8);
                var answer = admin.raw(line[0].toString(), ALL + line[1], "application/json", body);
                assertThat(answer.status())
                        .as("%s %s %s", line[0], line[1], line[2])
                        .isEqualTo(line[3]);
                assertThat(answer.body().path("message").asString()).contains(line[4].toString());
            }
        }
    }

    @Test
    void namespacesAndObjectsAreReadAsTheyAreKept() {
        try (var db = BothDatabases.sqlite("glance")) {
            var admin = glance.start(db).admin();
            var sent = admin.post(ALL, Map.of("namespace", "N", "objects", List.of(Map.of("name", "o"))));
            assertThat(sent.at("/objects/0").propertyNames()).containsExactly("name");
            var objects = admin.get(ALL + "/N/objects");
            assertThat(objects.path("schema").asString()).isEqualTo("v2/schemas/metadefs/objects");
            assertThat(objects.at("/objects/0/required").isArray()).isTrue();
            admin.post(ALL + "/N/tags", Map.of("tags", List.of(Map.of("name", "a"), Map.of("name", "b"))));
            assertThat(admin.get(ALL + "/N/tags").at("/tags/0/name").asString()).isEqualTo("b");
            assertThat(admin.get(ALL + "/N/tags/A").path("name").asString()).isEqualTo("a");
            assertThat(admin.raw(
                                    "POST",
                                    ALL + "/N/objects",
                                    "text/plain",
                                    "{\"name\": \"p\"}".getBytes(StandardCharsets.UTF_8))
                            .status())
                    .isEqualTo(201);
        }
    }
}
