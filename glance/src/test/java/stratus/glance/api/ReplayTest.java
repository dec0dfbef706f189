package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import stratus.testing.service.Callers;
import stratus.testing.service.Golden;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Upstream's sample requests, sent one after the other, are answered as its samples are. */
class ReplayTest {
    /** In the samples, but upstream does not answer so: links into stores, and what their author's cloud had. */
    private static final Set<String> GONE = Set.of(
            ".locations is missing",
            ".direct_url is missing",
            ".hw_disk_bus is missing",
            ".hw_disk_bus_model is missing",
            ".hw_scsi_model is missing",
            ".metadata is missing",
            // the association that the namespace came with has none
            ".resource_type_associations[].prefix is missing");

    private static final String NAMESPACE = "/v2/metadefs/namespaces/OS::Compute::Hypervisor";

    @AutoClose
    static final TestGlance glance = new TestGlance();

    @BeforeAll
    static void start() {
        assumeTrue(Golden.available(), "no samples");
    }

    /** One request, by the names of its samples; a dash for none. */
    private record Step(String method, String path, String request, String response, int status) {}

    private static JsonNode sample(String name) {
        return Golden.sample("glance/v2/samples/%s.json".formatted(name)).orElseThrow();
    }

    private static void play(String token, Step... steps) {
        var wrong = new ArrayList<String>();
        for (var step : steps) {
            var body = step.request().equals("-") ? null : sample(step.request());
            var answer = step.method().equals("PATCH")
                    ? glance.as(token)
                            .raw("PATCH", step.path(), "application/openstack-images-v2.1-json-patch", bytes(body))
                    : glance.as(token).exchange(step.method(), step.path(), body);
            if (answer.status() != step.status()) {
                wrong.add("%s: %d %s".formatted(step, answer.status(), answer.body()));
            } else if (!step.response().equals("-")) {
                Golden.missing(sample(step.response()), answer.body()).stream()
                        .filter(line -> !GONE.contains(line))
                        .forEach(line -> wrong.add("%s: %s".formatted(step, line)));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static byte[] bytes(@Nullable JsonNode body) {
        return JsonMapper.builder().build().writeValueAsBytes(body);
    }

    @Test
    void imagesAndTheirMembers() {
        var id = sample("image-create-request").path("id").asString();
        var image = "/v2/images/" + id;
        glance.as("member").post("/v2/images", sample("image-create-request"));
        glance.as("member").delete(image);
        play(
                "member",
                new Step("POST", "/v2/images", "image-create-request", "image-create-response", 201),
                new Step("GET", image, "-", "image-show-response", 200),
                new Step("PATCH", image, "image-update-request", "image-update-response", 200),
                new Step("GET", "/v2/images", "-", "images-list-response", 200),
                new Step(
                        "POST",
                        image + "/members",
                        "image-member-create-request",
                        "image-member-create-response",
                        200));
        var member = image + "/members/" + Callers.OTHER_PROJECT;
        glance.as("member").post(image + "/members", Map.of("member", Callers.OTHER_PROJECT));
        play(
                "other",
                new Step("PUT", member, "image-member-update-request", "image-member-update-response", 200),
                new Step("GET", member, "-", "image-member-details-response", 200),
                new Step("GET", image + "/members", "-", "image-members-list-response", 200));
    }

    @Test
    void definitionsOfMetadata() {
        var all = "/v2/metadefs/namespaces";
        play(
                "admin",
                new Step(
                        "POST",
                        all,
                        "metadef-namespace-create-request-simple",
                        "metadef-namespace-create-response-simple",
                        201),
                new Step("POST", all, "metadef-namespace-create-request", "metadef-namespace-create-response", 201),
                new Step("GET", all, "-", "metadef-namespaces-list-response", 200));
        glance.as("admin").put(NAMESPACE, Map.of("namespace", "OS::Compute::Hypervisor", "protected", false));
        glance.as("admin").delete(NAMESPACE + "/properties/hypervisor_type");
        play(
                "admin",
                new Step(
                        "POST",
                        NAMESPACE + "/objects",
                        "metadef-object-create-request",
                        "metadef-object-create-response",
                        201),
                new Step("GET", NAMESPACE + "/objects", "-", "metadef-objects-list-response", 200),
                new Step("GET", NAMESPACE + "/objects/CPU%20Limits", "-", "metadef-object-details-response", 200),
                new Step(
                        "PUT",
                        NAMESPACE + "/objects/CPU%20Limits",
                        "metadef-object-update-request",
                        "metadef-object-update-response",
                        200),
                new Step(
                        "POST",
                        NAMESPACE + "/properties",
                        "metadef-property-create-request",
                        "metadef-property-create-response",
                        201),
                new Step(
                        "GET",
                        NAMESPACE + "/properties/hypervisor_type",
                        "-",
                        "metadef-property-details-response",
                        200),
                new Step(
                        "PUT",
                        NAMESPACE + "/properties/hypervisor_type",
                        "metadef-property-update-request",
                        "metadef-property-update-response",
                        200),
                new Step(
                        "POST",
                        NAMESPACE + "/resource_types",
                        "metadef-resource-type-create-request",
                        "metadef-resource-type-assoc-create-response",
                        201),
                new Step("GET", NAMESPACE + "/resource_types", "-", "metadef-resource-type-assoc-list-response", 200),
                new Step("GET", "/v2/metadefs/resource_types", "-", "metadef-resource-types-list-response", 200),
                new Step(
                        "POST",
                        NAMESPACE + "/tags",
                        "metadef-tags-create-request",
                        "metadef-tags-create-response",
                        201),
                new Step("POST", NAMESPACE + "/tags/added", "-", "metadef-tag-create-response", 201),
                new Step("GET", NAMESPACE + "/tags/added", "-", "metadef-tag-details-response", 200),
                new Step(
                        "PUT",
                        NAMESPACE + "/tags/added",
                        "metadef-tag-update-request",
                        "metadef-tag-update-response",
                        200),
                new Step("GET", NAMESPACE + "/tags", "-", "metadef-tags-list-response", 200),
                new Step(
                        "PUT",
                        NAMESPACE,
                        "metadef-namespace-update-request",
                        "metadef-namespace-update-response",
                        200));
    }

    @Test
    void schemas() {
        var names = List.of(
                "image:image-show",
                "images:images-list",
                "member:image-member-show",
                "members:image-members-list",
                "task:task-show",
                "tasks:tasks-list",
                "metadefs/namespace:metadef-namespace-show",
                "metadefs/namespaces:metadef-namespaces-list",
                "metadefs/object:metadef-object-show",
                "metadefs/objects:metadef-objects-list",
                "metadefs/property:metadef-property-show",
                "metadefs/properties:metadef-properties-list",
                "metadefs/resource_type:metadef-resource-type-association-show",
                "metadefs/resource_types:metadef-resource-type-associations-list",
                "metadefs/tag:metadef-tag-show",
                "metadefs/tags:metadef-tags-list");
        for (var name : names) {
            var parts = name.split(":");
            play(
                    "member",
                    new Step("GET", "/v2/schemas/" + parts[0], "-", "schemas-%s-response".formatted(parts[1]), 200));
        }
    }
}
