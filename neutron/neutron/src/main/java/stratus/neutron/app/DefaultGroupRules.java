package stratus.neutron.app;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import stratus.neutron.domain.GroupRuleKinds;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.oslo.base.Fault;

/** The rules that new security groups begin with, as the administrator wants them; groups that are there stay as they are. */
public final class DefaultGroupRules implements Rules {
    private static final String DEFAULT = "used_in_default_sg";
    private static final String OTHER = "used_in_non_default_sg";

    /** What a rule of a group does not have. */
    private static final Set<String> OWN = Set.of(
            "id", DEFAULT, OTHER, "tags", "revision_number", "created_at", "updated_at", "tenant_id", "description");

    @Override
    public Kind kind() {
        return GroupRuleKinds.DEFAULT_RULE;
    }

    /** Those for a project's own {@code default}, or for any other group. */
    static List<Resource> templates(Work work, boolean ofDefault) {
        return work.list(GroupRuleKinds.DEFAULT_RULE, ofDefault ? DEFAULT : OTHER, "true");
    }

    /** The group's rule that the template means. */
    static Resource rule(Resource template, Resource group) {
        var rule = template.without(OWN)
                .with("project_id", group.projectId())
                .with("security_group_id", group.id())
                .with("description", null);
        return template.text("remote_group_id").equals(GroupRuleKinds.PARENT)
                ? rule.with("remote_group_id", group.id())
                : rule;
    }

    @Override
    public Resource create(Work work, Resource wanted) {
        var rule = SecurityGroupRules.complete(SecurityGroupRules.checked(wanted));
        Stream.of(DEFAULT, OTHER)
                .filter(rule::flag)
                .flatMap(use -> work.list(kind(), use, "true").stream())
                .filter(other -> SecurityGroupRules.meaning(other).equals(SecurityGroupRules.meaning(rule)))
                .findFirst()
                .ifPresent(other -> {
                    throw Refusals.conflict(
                            "DefaultSecurityGroupRuleExists",
                            "Default Security group rule already exists. Rule id is %s.".formatted(other.id()));
                });
        return work.insert(kind(), rule);
    }

    @Override
    public Resource update(Work work, Resource before, Resource changes) {
        throw new Fault.MethodNotAllowed("Default rules are made anew, not changed.");
    }

    @Override
    public void delete(Work work, Resource gone) {
        work.delete(kind(), gone);
    }
}
