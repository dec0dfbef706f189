package stratus.oslo.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.DomainId;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Secret;
import stratus.oslo.config.ConfigException;

class PolicyTest {
    private static final Caller MEMBER = caller("p1", null, false, Set.of("Member", "reader"), Set.of("service"));
    private static final Caller SYSTEM = caller(null, null, true, Set.of("admin"), Set.of());
    private static final Caller DOMAIN = caller(null, "d1", false, Set.of("admin"), Set.of());

    private static Caller caller(
            @Nullable String project,
            @Nullable String domain,
            boolean system,
            Set<String> roles,
            Set<String> serviceRoles) {
        return new Caller(
                "req-1",
                new Caller.Named("u1", "ann", new DomainId("ud"), "users"),
                project == null ? null : new Caller.Named(project, "demo", new DomainId("pd"), "projects"),
                domain == null ? null : new DomainId(domain),
                system,
                roles,
                serviceRoles,
                List.of("a1"),
                new Secret("t"));
    }

    private static boolean member(String check) {
        return allows(MEMBER, check, Map.of());
    }

    private static boolean allows(Caller caller, String check, Map<String, ? extends @Nullable Object> target) {
        return Policy.load(Map.of("x", check), null).allows(caller, "x", target);
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "@, true",
        "!, false",
        "not !, true",
        "not not @, true",
        "@ or @ and !, true",
        "@ and ! or @, true",
        "! or @ and !, false",
        "! or @ or !, true",
        "(@ or @) and !, false",
        "not @ or @, true",
        "not (@ or @), false",
        "not ! and ! or @, true",
        "@ AND NOT !, true",
        "((@) and (not (!))), true",
        "( @ or ! ) and ( @ ), true",
    })
    void operatorsBindAsInPython(String check, boolean allowed) {
        assertThat(member(check)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "role:member, true",
        "role:MEMBER, true",
        "role:admin, false",
        "roles:Member, true",
        "user_id:u1, true",
        "user_domain_id:ud, true",
        "project_id:p1, true",
        "tenant_id:p1, true",
        "project_domain_id:pd, true",
        "domain_id:d1, false",
        "domain_id:None, true",
        "project_id:None, false",
        "system_scope:all, false",
        "service_roles:service, true",
        "service_roles:admin, false",
        "is_admin_project:True, true",
        "is_admin:True, false",
    })
    void aCallerIsKnownByUpstreamsNames(String check, boolean allowed) {
        assertThat(member(check)).isEqualTo(allowed);
    }

    @Test
    void scopesAreTold() {
        assertThat(allows(SYSTEM, "role:admin and system_scope:all", Map.of())).isTrue();
        assertThat(allows(DOMAIN, "system_scope:all", Map.of())).isFalse();
        assertThat(allows(DOMAIN, "domain_id:%(target.user.domain_id)s", Map.of("target.user.domain_id", "d1")))
                .isTrue();
    }

    @Test
    void targetsAreFlatOrNestedAndTyped() {
        assertThat(allows(MEMBER, "user_id:%(target.user.id)s", Map.of("target.user.id", "u1")))
                .isTrue();
        assertThat(allows(MEMBER, "user_id:%(target.user.id)s", Map.of("target", Map.of("user", Map.of("id", "u1")))))
                .isTrue();
        assertThat(allows(MEMBER, "project_id:%(project_id)s", Map.of("project_id", new ProjectId("p1"))))
                .isTrue();
        assertThat(allows(MEMBER, "project_id:%(network:tenant_id)s", Map.of("network:tenant_id", "p1")))
                .isTrue();
        assertThat(allows(MEMBER, "True:%(shared)s", Map.of("shared", true))).isTrue();
        assertThat(allows(MEMBER, "5:%(n)s", Map.of("n", 5))).isTrue();
        assertThat(allows(MEMBER, "'public':%(visibility)s", Map.of("visibility", "public")))
                .isTrue();
        assertThat(allows(MEMBER, "\"public\":%(visibility)s", Map.of("visibility", "private")))
                .isFalse();
        assertThat(allows(MEMBER, "'a-1':%(a)s-%(b)s", Map.of("a", "a", "b", 1)))
                .isTrue();
    }

    @Test
    void whatIsAbsentMatchesNothing() {
        var noOwner = new HashMap<String, @Nullable Object>();
        noOwner.put("project_id", null);
        assertThat(allows(MEMBER, "None:%(project_id)s", noOwner)).isTrue();
        assertThat(allows(MEMBER, "None:%(project_id)s", Map.of())).isFalse();
        assertThat(allows(SYSTEM, "project_id:%(project_id)s", noOwner)).isFalse();
        assertThat(allows(MEMBER, "not project_id:%(project_id)s", Map.of())).isTrue();
    }

    @Test
    void neutronsFieldChecksLookAtTheTarget() {
        assertThat(allows(MEMBER, "field:networks:shared=True", Map.of("shared", true)))
                .isTrue();
        assertThat(allows(MEMBER, "field:networks:shared=True", Map.of("shared", false)))
                .isFalse();
        assertThat(allows(MEMBER, "field:port:device_owner=~^network:", Map.of("device_owner", "network:dhcp")))
                .isTrue();
        assertThat(allows(MEMBER, "field:port:device_owner=~^network:", Map.of()))
                .isFalse();
    }

    @Test
    void anUnknownRuleIsDeniedUnlessThereIsADefault() {
        assertThat(Policy.load(Map.of(), null).allows(SYSTEM, "nope", Map.of())).isFalse();
        assertThat(Policy.load(Map.of("default", "role:admin"), null).allows(SYSTEM, "nope", Map.of()))
                .isTrue();
    }

    @Test
    void aRefusalNamesTheRule() {
        var policy = Policy.load(Policy.defaults(PolicyTest.class, "rules.yaml"), null);
        policy.require(MEMBER, "servers:show", Map.of("project_id", "p1"));
        policy.require(SYSTEM, "servers:show", Map.of("project_id", "p1"));
        assertThatThrownBy(() -> policy.require(MEMBER, "servers:show", Map.of("project_id", "p2")))
                .isInstanceOf(Fault.Forbidden.class)
                .hasMessage("Policy doesn't allow servers:show to be performed.");
        assertThat(policy.rules())
                .containsExactlyInAnyOrder("context_is_admin", "owner", "admin_or_owner", "servers:show");
    }

    @Test
    void anOverrideIsSeenByTheRulesThatReferToIt(@TempDir Path folder) throws IOException {
        var file = folder.resolve("policy.yaml");
        Files.writeString(file, """
                # ours
                "context_is_admin": "role:operator"
                "extra": "is_admin:True and rule:not_there"
                """);
        var policy = Policy.load(Policy.defaults(PolicyTest.class, "rules.yaml"), file);
        assertThat(policy.allows(SYSTEM, "servers:show", Map.of("project_id", "p1")))
                .isFalse();
        var operator = caller("p2", null, false, Set.of("operator"), Set.of());
        assertThat(policy.allows(operator, "servers:show", Map.of("project_id", "p1")))
                .isTrue();
        assertThat(policy.allows(operator, "extra", Map.of())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "role:admin or",
                "and role:admin",
                "(role:admin",
                "role:admin)",
                "role:admin role:member",
                "admin",
                "not",
                "usr_id:%(x)s",
                "user_id:%(x",
                "http://example.org/%(x)s",
                "rule:not_there",
                "field:networks",
                "rule:x",
                "'quoted'",
            })
    void aBadRuleStopsTheStartAndIsNamed(String check) {
        assertThatThrownBy(() -> allows(MEMBER, check, Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("'x'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a", "a: [[role:admin]]", "a:", "a: @", "a: '@'\na: '!'"})
    void aBadFileStopsTheStartAndIsNamed(String yaml, @TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("policy.yaml"), yaml);
        assertThatThrownBy(() -> Policy.load(Map.of(), file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("policy.yaml");
    }

    @Test
    void aRuleTakesTokensOfItsKindsOnly() {
        var policy = Policy.load(Map.of("x", "@", "y", "@"), null).within(Map.of("x", "system, project"));
        assertThat(policy.allows(SYSTEM, "x", Map.of())).isTrue();
        assertThat(policy.allows(MEMBER, "x", Map.of())).isTrue();
        assertThat(policy.allows(DOMAIN, "x", Map.of())).isFalse();
        assertThat(policy.allows(DOMAIN, "y", Map.of())).isTrue();
    }
}
