package stratus.oslo.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Caller.Named;
import stratus.oslo.base.Ids.DomainId;
import stratus.oslo.base.Secret;

class ExplanationTest {
    private static final DomainId HOME = new DomainId("default");
    private static final Named PROJECT = new Named("p1", "demo", HOME, "Default");

    private final Policy policy = Policy.load(
                    Map.of(
                            "admin", "role:admin",
                            "owner", "user_id:%(target.user.id)s",
                            "show", "rule:admin or (role:reader and system_scope:all) or rule:owner",
                            "write", "rule:admin or (role:manager and domain_id:%(target.domain_id)s)",
                            "tell", "not role:spy and 'public':%(visibility)s",
                            "none", "!",
                            "projects", "role:member"),
                    null)
            .within(Map.of("write", "domain, project", "projects", "system"));

    private static Caller caller(Set<String> roles, @Nullable Named project) {
        return new Caller(
                "req-1",
                new Named("u1", "user", HOME, "Default"),
                project,
                null,
                false,
                roles,
                Set.of(),
                List.of(),
                new Secret("token-text"));
    }

    private Refusal explain(String rule, Map<String, ?> target, String... roles) {
        return policy.explain(caller(Set.of(roles), PROJECT), rule, target);
    }

    @Test
    void theRuleIsShownAsItIsWrittenAndWithWhatItNamesInPlace() {
        var refusal = explain("show", Map.of("target.user.id", "u2"), "member");
        assertThat(refusal.check()).isEqualTo("rule:admin or (role:reader and system_scope:all) or rule:owner");
        assertThat(refusal.expanded())
                .isEqualTo("role:admin or (role:reader and system_scope:all) or user_id:%(target.user.id)s");
        assertThat(refusal.target()).containsExactly(Map.entry("target.user.id", "u2"));
        assertThat(refusal.credentials()).containsEntry("roles", "member").containsEntry("project_id", "p1");
    }

    @Test
    void eachPartSaysWhetherItPassed() {
        var refusal = explain("show", Map.of("target.user.id", "u2"), "reader");
        assertThat(refusal.parts())
                .containsExactly(
                        new Refusal.Part("role:admin", false, "admin"),
                        new Refusal.Part("role:reader", true, "reader"),
                        new Refusal.Part("system_scope:all", false, "all"),
                        new Refusal.Part("user_id:%(target.user.id)s", false, "u2"));
    }

    @Test
    void itSaysWhatIsMissingInEachWayToSatisfyTheRule() {
        assertThat(explain("show", Map.of("target.user.id", "u2"), "reader").satisfiedBy())
                .containsExactlyInAnyOrder(
                        List.of("the role admin"), List.of("a token for the system"), List.of("being the user u2"));
        assertThat(explain("write", Map.of("target.domain_id", "d2"), "member").satisfiedBy())
                .containsExactly(List.of("the role admin"), List.of("the role manager", "a token for the domain d2"));
    }

    @Test
    void whatNoTokenCouldHaveIsNoWay() {
        assertThat(explain("none", Map.of(), "admin").satisfiedBy()).isEmpty();
        assertThat(explain("tell", Map.of("visibility", "private"), "admin").satisfiedBy())
                .isEmpty();
        assertThat(explain("tell", Map.of("visibility", "public"), "spy").satisfiedBy())
                .containsExactly(List.of("not the role spy"));
        assertThat(explain("write", Map.of(), "member").satisfiedBy()).containsExactly(List.of("the role admin"));
    }

    @Test
    void aTokenOfTheWrongKindIsToldWhichOnesWouldDo() {
        assertThat(explain("projects", Map.of(), "member").satisfiedBy())
                .containsExactly(List.of("a token for the system"));
    }

    @Test
    void everyWayThatIsNamedIsOne() {
        var target = Map.of("target.domain_id", "d2");
        assertThat(policy.allows(caller(Set.of("admin"), PROJECT), "write", target))
                .isTrue();
        var manager = new Caller(
                "req-1",
                new Named("u1", "user", HOME, "Default"),
                null,
                new DomainId("d2"),
                false,
                Set.of("manager"),
                Set.of(),
                List.of(),
                new Secret("token-text"));
        assertThat(policy.allows(manager, "write", target)).isTrue();
    }

    @Test
    void noSecretIsInIt() {
        var refusal = explain("write", Map.of("target.domain_id", "d2", "password", "sesame"), "member");
        assertThat(refusal.toString()).doesNotContain("sesame").doesNotContain("token-text");
    }
}
