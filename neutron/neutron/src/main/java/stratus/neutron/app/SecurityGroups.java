package stratus.neutron.app;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.neutron.domain.Cidr;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.oslo.base.Caller;

/** What a security group is; each project has one named {@code default} from its first use on. */
public final class SecurityGroups implements Rules {
    private final Quotas quotas;

    public SecurityGroups(Quotas quotas) {
        this.quotas = quotas;
    }

    @Override
    public Kind kind() {
        return Kinds.SECURITY_GROUP;
    }

    @Override
    public Resource create(Work work, Resource wanted) {
        quotas.take(work, kind(), wanted.projectId());
        ensureDefault(work, wanted.projectId());
        if (wanted.text("name").equalsIgnoreCase("default")) {
            throw Refusals.conflict("SecurityGroupDefaultAlreadyExists", "Default security group already exists.");
        }
        int rules = DefaultGroupRules.templates(work, false).size();
        quotas.take(work, Kinds.SECURITY_GROUP_RULE, wanted.projectId(), rules);
        return make(work, wanted.with("is_default", false));
    }

    /** The project's own {@code default}, made now if this is its first use. */
    public Resource ensureDefault(Work work, String project) {
        var known = work.projects().defaultGroup(work.tx(), project);
        if (known.isPresent()) {
            return work.get(kind(), known.get());
        }
        var group = make(
                work,
                Resource.empty()
                        .with("project_id", project)
                        .with("name", "default")
                        .with("description", "Default security group")
                        .with("stateful", true)
                        .with("is_default", true));
        work.projects().setDefaultGroup(work.tx(), project, group.id());
        return group;
    }

    /** As upstream: who looks finds the project's {@code default}. */
    @Override
    public void beforeList(Resources resources, Caller caller) {
        var project = caller.project();
        if (project != null
                && resources.read(
                        caller,
                        w -> w.projects().defaultGroup(w.tx(), project.id()).isEmpty())) {
            resources.record(caller, work -> ensureDefault(work, project.id()));
        }
    }

    private static Resource make(Work work, Resource wanted) {
        var group =
                work.insert(Kinds.SECURITY_GROUP, wanted.with("shared", false).with("security_group_rules", List.of()));
        for (var template : DefaultGroupRules.templates(work, group.flag("is_default"))) {
            addRule(work, group.id(), DefaultGroupRules.rule(template, group));
        }
        return work.get(Kinds.SECURITY_GROUP, group.id());
    }

    /** The rule's row, and its place in the group. */
    static Resource addRule(Work work, String groupId, Resource rule) {
        var full = SecurityGroupRules.complete(rule);
        var group = work.get(Kinds.SECURITY_GROUP, groupId);
        full = full.with("normalized_cidr", normalized(full)).with("belongs_to_default_sg", group.flag("is_default"));
        var made = work.insert(Kinds.SECURITY_GROUP_RULE, full);
        var rules = new ArrayList<>(group.items("security_group_rules"));
        rules.add(made);
        work.save(Kinds.SECURITY_GROUP, group.with("security_group_rules", rules));
        return made;
    }

    private static @Nullable String normalized(Resource rule) {
        return rule.given("remote_ip_prefix")
                ? Cidr.parse(rule.text("remote_ip_prefix")).toString()
                : null;
    }

    /** Those of a port all remember connections, or none does. */
    void requireAll(Work work, List<String> ids, String project) {
        ids.forEach(id -> require(work, id, project));
        if (ids.stream()
                        .map(id -> work.get(kind(), id).flag("stateful"))
                        .distinct()
                        .count()
                > 1) {
            throw Refusals.conflict(
                    "SecurityGroupConflict",
                    "Error Cannot apply both stateful and stateless security groups on the same port at the same time while attempting the operation.");
        }
    }

    void require(Work work, String id, String project) {
        var group = work.find(kind(), id);
        if (group.isEmpty()
                || !work.admin() && !group.get().projectId().equals(project) && !Sharing.with(work, id, project)) {
            throw Refusals.notFound(kind(), id);
        }
    }

    @Override
    public Resource update(Work work, Resource before, Resource changes) {
        if (before.text("name").equals("default") && changes.has("name")) {
            throw Refusals.conflict("SecurityGroupCannotUpdateDefault", "Updating default security group not allowed.");
        }
        if (changes.text("name").equalsIgnoreCase("default")) {
            throw Refusals.conflict("SecurityGroupDefaultAlreadyExists", "Default security group already exists.");
        }
        if (changes.has("stateful") && changes.flag("stateful") != before.flag("stateful")) {
            refuseInUse(work, before);
        }
        return work.save(kind(), before.merge(changes));
    }

    private static void refuseInUse(Work work, Resource group) {
        if (!work.addresses().portsOf(work.tx(), group.id()).isEmpty()) {
            throw Refusals.conflict("SecurityGroupInUse", "Security Group %s in use.".formatted(group.id()));
        }
    }

    @Override
    public void delete(Work work, Resource group) {
        refuseInUse(work, group);
        if (group.flag("is_default") && !work.admin()) {
            throw Refusals.conflict(
                    "SecurityGroupCannotRemoveDefault", "Insufficient rights for removing default security group.");
        }
        work.projects().forgetDefaultGroup(work.tx(), group.id());
        work.list(Kinds.SECURITY_GROUP_RULE, "security_group_id", group.id())
                .forEach(r -> work.delete(Kinds.SECURITY_GROUP_RULE, r));
        for (var rule : work.list(Kinds.SECURITY_GROUP_RULE, "remote_group_id", group.id())) {
            SecurityGroupRules.remove(work, rule);
        }
        work.delete(kind(), group);
    }
}
