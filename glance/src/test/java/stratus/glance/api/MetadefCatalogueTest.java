package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import stratus.clients.glance.MetadefCatalogue;
import stratus.clients.glance.MetadefCatalogue.Mode;
import stratus.clients.glance.MetadefCatalogue.Outcome;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MetadefCatalogueTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @AutoClose
    static final TestGlance glance = new TestGlance();

    private static JsonNode file(String name, String title, String more) {
        return JSON.readTree("""
                {"namespace": "%s", "display_name": "%s", "visibility": "public", "protected": true,
                 "resource_type_associations": [{"name": "OS::Nova::Flavor", "prefix": "cpu "}],
                 "properties": {"cores": {"title": "%s", "type": "integer"} %s},
                 "objects": [{"name": "a thing", "properties": {"size": {"title": "%s", "type": "string"}}}],
                 "tags": [{"name": "a tag"}]}
                """.formatted(name, title, title, more, title));
    }

    private static Outcome load(Mode mode, JsonNode file) {
        return new MetadefCatalogue(glance.as("admin"), mode).load(file);
    }

    private static JsonNode namespace(String name) {
        return glance.as("member").get("/v2/metadefs/namespaces/" + name);
    }

    @Test
    void aNamespaceComesWithAllThatItDefinesAndStaysAsItIs() {
        assertThat(load(Mode.KEEP, file("N::keep", "one", ""))).isEqualTo(Outcome.ADDED);
        assertThat(load(Mode.KEEP, file("N::keep", "two", ""))).isEqualTo(Outcome.KEPT);
        var there = namespace("N::keep");
        assertThat(there.path("display_name").asString()).isEqualTo("one");
        assertThat(there.at("/objects/0/properties/size/title").asString()).isEqualTo("one");
        assertThat(there.at("/tags/0/name").asString()).isEqualTo("a tag");
        assertThat(there.at("/resource_type_associations/0/prefix").asString()).isEqualTo("cpu ");
    }

    @Test
    void aMergeAddsWhatIsNotThere() {
        load(Mode.KEEP, file("N::merge", "one", ""));
        var more = file("N::merge", "two", ", \"threads\": {\"title\": \"t\", \"type\": \"integer\"}");
        assertThat(load(Mode.MERGE, more)).isEqualTo(Outcome.MERGED);
        assertThat(namespace("N::merge").at("/properties/cores/title").asString())
                .isEqualTo("one");
        assertThat(namespace("N::merge").at("/properties/threads/title").asString())
                .isEqualTo("t");
        load(Mode.PREFER_NEW, more);
        assertThat(namespace("N::merge").at("/properties/cores/title").asString())
                .isEqualTo("two");
        assertThat(namespace("N::merge").at("/objects/0/properties/size/title").asString())
                .isEqualTo("two");
        assertThat(namespace("N::merge").path("protected").asBoolean()).isTrue();
    }

    @Test
    void aProtectedNamespaceIsReplacedWhole() {
        load(Mode.KEEP, file("N::over", "one", ", \"threads\": {\"title\": \"t\", \"type\": \"integer\"}"));
        assertThat(load(Mode.OVERWRITE, file("N::over", "two", ""))).isEqualTo(Outcome.REPLACED);
        assertThat(namespace("N::over").path("properties").propertyNames()).containsExactly("cores");
        assertThat(namespace("N::over").path("protected").asBoolean()).isTrue();
        assertThat(glance.as("admin")
                        .exchange("DELETE", "/v2/metadefs/namespaces/N::over/objects", null)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void namesHaveThePrefixOfTheResourceTypeThatIsAskedFor() {
        load(Mode.KEEP, file("N::prefix", "one", ""));
        var there = glance.as("member").get("/v2/metadefs/namespaces/N::prefix?resource_type=OS::Nova::Flavor");
        assertThat(there.path("properties").propertyNames()).containsExactly("cpu cores");
        assertThat(there.at("/objects/0/properties").propertyNames()).containsExactly("cpu size");
        var property = "/v2/metadefs/namespaces/N::prefix/properties/%s?resource_type=OS::Nova::Flavor";
        assertThat(glance.as("member")
                        .get(property.formatted("cpu%20cores"))
                        .path("name")
                        .asString())
                .isEqualTo("cores");
        assertThat(glance.as("member")
                        .exchange("GET", property.formatted("cores"), null)
                        .status())
                .isEqualTo(404);
        assertThat(glance.as("member")
                        .get("/v2/metadefs/namespaces/N::prefix?resource_type=OS::Other")
                        .path("properties")
                        .propertyNames())
                .containsExactly("cores");
    }
}
