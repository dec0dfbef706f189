package stratus.neutron.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.neutron.api.NetworkWorld.refused;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import stratus.neutron.TestNeutron;
import stratus.oslo.http.RestClient;
import stratus.testing.service.BothDatabases;

final class QuotasApiTest {
    private final TestNeutron neutron = new TestNeutron(BothDatabases.sqlite("neutron"), false);
    private final RestClient admin = neutron.api.as("admin");
    private final RestClient member = neutron.api.as("member");
    private final NetworkWorld world = new NetworkWorld(admin, member);

    @AfterEach
    void stop() {
        neutron.close();
    }

    private String project() {
        return member.get("/v2.0/quotas/project").at("/project/project_id").stringValue();
    }

    @Test
    void aProjectHasNoMoreThanItsQuota() {
        var own = "/v2.0/quotas/" + project();
        admin.put(own, Map.of("quota", Map.of("network", "1")));
        world.network();

        refused(
                member,
                "POST",
                "/v2.0/networks",
                Map.of("network", Map.of()),
                "409",
                "OverQuota",
                "Quota exceeded for resources: ['network'].");
        refused(admin, "PUT", own, Map.of("quota", Map.of("network", 0)), "400", "HTTPBadRequest", "already used 1");
        admin.put(own, Map.of("quota", Map.of("network", 0, "force", true)));

        assertThat(member.get(own + "/details.json").at("/quota/network/used").asInt())
                .isEqualTo(1);
        assertThat(member.get(own + "/default").at("/quota/network").asInt()).isEqualTo(100);
        assertThat(admin.get("/v2.0/quotas").at("/quotas").size()).isEqualTo(1);
        admin.delete(own);
        assertThat(member.get(own).at("/quota/network").asInt()).isEqualTo(100);
    }

    @Test
    void aSecurityGroupNeedsRoomForItsRules() {
        var own = "/v2.0/quotas/" + project();
        admin.put(own, Map.of("quota", Map.of("security_group_rule", 5)));
        var group = Map.of("security_group", Map.of("name", "web"));

        refused(member, "POST", "/v2.0/security-groups", group, "409", "OverQuota", "['security_group_rule']");
        admin.put(own, Map.of("quota", Map.of("security_group_rule", 6)));
        member.post("/v2.0/security-groups", group);
    }

    @Test
    void othersQuotasAreTheAdminsBusiness() {
        refused(member, "GET", "/v2.0/quotas/other", null, "403", "PolicyNotAuthorized");
        refused(member, "PUT", "/v2.0/quotas/" + project(), Map.of("quota", Map.of()), "403", "PolicyNotAuthorized");
        refused(
                admin,
                "PUT",
                "/v2.0/quotas/other",
                Map.of("quota", Map.of("floor", 1)),
                "400",
                "HTTPBadRequest",
                "Unrecognized attribute(s) 'floor'");
        refused(
                admin,
                "PUT",
                "/v2.0/quotas/other",
                Map.of("quota", Map.of("port", -2)),
                "400",
                "HTTPBadRequest",
                "'-2' is too small - must be at least '-1'");
    }

    @Test
    void tagsAreAListOfDistinctWords() {
        var tags = "/v2.0/networks/" + world.network() + "/tags";

        refused(member, "PUT", tags, Map.of("tags", "red"), "400", "InvalidInput", "'red' is not a list");
        refused(member, "PUT", tags, Map.of("tag", "red"), "400", "InvalidInput", "Invalid tags body");
        refused(member, "PUT", tags, Map.of("tags", List.of("a", "a")), "400", "InvalidInput", "Duplicate items");
        member.put(tags, Map.of("tags", List.of("red", "blue")));
        member.put(tags + "/green", null);
        member.delete(tags + "/red");

        assertThat(member.get(tags).path("tags").toString()).isEqualTo("[\"blue\",\"green\"]");
        refused(member, "DELETE", tags + "/red", null, "404", "TagNotFound");
        assertThat(member.get("/v2.0/networks?tags=blue,green").path("networks").size())
                .isEqualTo(1);
        assertThat(member.get("/v2.0/networks?not-tags=blue").path("networks").size())
                .isZero();
    }
}
