package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.glance.GlanceConfig;
import stratus.glance.GlanceService;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;

class MetadefsApiTest {
    private static final String ALL = "/v2/metadefs/namespaces";

    @TempDir
    @Nullable Path folder;

    private @Nullable TestApi api;
    private @Nullable GlanceService service;

    static List<Db> databases() {
        return BothDatabases.of("glance");
    }

    private RestClient start(Db db) {
        service = new GlanceService(
                new GlanceConfig(Objects.requireNonNull(folder), "http://keystone:5000", null),
                db,
                new Callers(),
                InstantSource.system());
        api = new TestApi(service.api());
        return api.as("admin");
    }

    @AfterEach
    void stop() {
        Objects.requireNonNull(api).close();
        Objects.requireNonNull(service).close();
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
        var admin = start(db);
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
        var admin = start(db);
        admin.post(ALL, namespace("NS::P", "private"));
        admin.post(ALL, namespace("NS::Q", "public"));
        var other = Objects.requireNonNull(api).as("other");
        assertThat(other.exchange("GET", ALL + "/NS::P", null).status()).isEqualTo(404);
        assertThat(other.get(ALL).path("namespaces")).hasSize(1);
        assertThat(other.exchange("DELETE", ALL + "/NS::Q", null).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void objectsPropertiesAndTagsAreChangedOneByOne(Db db) {
        var admin = start(db);
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
}
