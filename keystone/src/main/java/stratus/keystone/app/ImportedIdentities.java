package stratus.keystone.app;

import static stratus.keystone.app.ImportedCatalog.on;

import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Settlement.Thing;
import stratus.keystone.domain.Blueprint;
import stratus.keystone.domain.Blueprint.AssignmentPlan;
import stratus.keystone.domain.Blueprint.DomainPlan;
import stratus.keystone.domain.Blueprint.Name;
import stratus.keystone.domain.Blueprint.ProjectPlan;
import stratus.keystone.domain.Blueprint.RolePlan;
import stratus.keystone.domain.Grant;
import stratus.keystone.domain.Implication;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.Role;
import stratus.oslo.db.Tx;

/** A blueprint's domains with all that is in them, its roles, and who has which on what. */
final class ImportedIdentities {
    private final Stores stores;
    private final Revocations revocations;
    private final Settlement settlement;
    private final ImportedPeople people;
    private final Tx tx;
    private final int levels;

    ImportedIdentities(Stores stores, Revocations revocations, Settlement settlement, int levels) {
        this.stores = stores;
        this.revocations = revocations;
        this.settlement = settlement;
        this.people = new ImportedPeople(stores, revocations, settlement);
        this.tx = settlement.tx;
        this.levels = levels;
    }

    void settle(Blueprint blueprint) {
        blueprint.domains().forEach(this::domain);
        blueprint.domains().forEach(plan -> people.settle(plan, domainId(plan.name())));
        blueprint.domains().forEach(people::members);
        blueprint.roles().forEach(this::role);
        blueprint.roles().forEach(this::implications);
        blueprint.assignments().forEach(this::assignment);
    }

    private String domainId(String name) {
        return stores.projects()
                .named(tx, Project.NO_DOMAIN, name)
                .map(Project::id)
                .orElse("");
    }

    private void domain(DomainPlan plan) {
        var what = "domain " + plan.name();
        var there = stores.projects().named(tx, Project.NO_DOMAIN, plan.name());
        var id = projectId(what, plan.id(), there);
        var wanted = new Project(
                id,
                plan.name(),
                Project.NO_DOMAIN,
                null,
                true,
                on(plan.enabled()),
                description(plan.description(), there),
                plan.tags(),
                plan.options(),
                plan.extra());
        settle("domain", what, wanted);
        var waiting = new HashSet<>(plan.projects());
        boolean moved = true;
        while (moved) { // parents first, in whatever order the file has them
            moved = false;
            for (var project : plan.projects()) {
                if (waiting.contains(project) && (project.parent() == null || known(id, project.parent()))) {
                    project(project, wanted);
                    moved = waiting.remove(project);
                }
            }
        }
        waiting.forEach(p -> settlement.object(
                "project %s of %s: there is no project %s".formatted(p.name(), plan.name(), p.parent())));
    }

    private boolean known(String domain, String project) {
        return stores.projects().named(tx, domain, project).isPresent();
    }

    private String projectId(String what, @Nullable String asked, Optional<Project> there) {
        return settlement.id(
                what,
                asked,
                there.map(Project::id).orElse(null),
                taken -> stores.projects().find(tx, taken).isPresent());
    }

    private static @Nullable String description(@Nullable String said, Optional<Project> there) {
        return said != null ? said : there.isPresent() ? there.get().description() : "";
    }

    private void project(ProjectPlan plan, Project domain) {
        var what = "project %s of %s".formatted(plan.name(), domain.name());
        var there = stores.projects().named(tx, domain.id(), plan.name());
        var parent = plan.parent() == null
                ? domain
                : stores.projects().named(tx, domain.id(), plan.parent()).orElseThrow();
        if (stores.projects().above(tx, parent.id()).size() + 1 > levels) {
            settlement.object("%s: more than %d levels of projects".formatted(what, levels));
            return;
        }
        if (on(plan.enabled()) && !parent.enabled()) {
            settlement.object(what + " is enabled below one that is not");
            return;
        }
        settle(
                "project",
                what,
                new Project(
                        projectId(what, plan.id(), there),
                        plan.name(),
                        domain.id(),
                        parent.id(),
                        false,
                        on(plan.enabled()),
                        description(plan.description(), there),
                        plan.tags(),
                        plan.options(),
                        plan.extra()));
    }

    private void settle(String kind, String what, Project wanted) {
        settlement.settle(
                new Thing<>(
                        kind,
                        wanted.id(),
                        what,
                        () -> stores.projects().named(tx, wanted.domainId(), wanted.name()),
                        project -> stores.projects().insert(tx, project),
                        this::update),
                wanted);
    }

    private void update(Project project) {
        stores.projects().update(tx, project);
        if (!project.enabled()) {
            revocations.record(
                    tx, project.isDomain() ? revocations.ofDomain(project.id()) : revocations.ofProject(project.id()));
        }
    }

    private Optional<Role> roleNamed(Name name) {
        var domain = name.domain();
        var domainId = domain == null ? Role.GLOBAL : domainId(domain);
        return domain != null && domainId.isEmpty()
                ? Optional.empty()
                : stores.roles().named(tx, domainId, name.name());
    }

    private void role(RolePlan plan) {
        var what = "role " + plan.name();
        var domain = plan.domain() == null ? Role.GLOBAL : domainId(plan.domain());
        if (plan.domain() != null && domain.isEmpty()) {
            settlement.object("%s: there is no domain %s".formatted(what, plan.domain()));
            return;
        }
        var there = stores.roles().named(tx, domain, plan.name());
        var id = settlement.id(
                what,
                plan.id(),
                there.map(Role::id).orElse(null),
                taken -> stores.roles().find(tx, taken).isPresent());
        var description =
                plan.description() == null ? there.map(Role::description).orElse(null) : plan.description();
        settlement.settle(
                new Thing<>(
                        "role",
                        id,
                        what,
                        () -> stores.roles().named(tx, domain, plan.name()),
                        role -> stores.roles().insert(tx, role),
                        role -> stores.roles().update(tx, role)),
                new Role(id, plan.name(), domain, description, plan.options(), plan.extra()));
    }

    private void implications(RolePlan plan) {
        var prior = roleNamed(new Name(plan.name(), plan.domain()));
        for (var name : plan.implies()) {
            var implied = settlement.found(roleNamed(name), "role " + name.name(), "role " + plan.name());
            if (prior.isPresent() && implied.isPresent()) {
                imply(prior.get(), implied.get());
            }
        }
    }

    private void imply(Role prior, Role implied) {
        if (prior.domainId().equals(Role.GLOBAL) && !implied.domainId().equals(Role.GLOBAL)) {
            settlement.object("role %s is a global one and cannot imply %s, which is a domain's"
                    .formatted(prior.name(), implied.name()));
            return;
        }
        var implication = new Implication(prior.id(), implied.id());
        settlement.ensure(
                stores.roles().implications(tx).contains(implication),
                "implied_role",
                prior.id(),
                () -> stores.roles().imply(tx, implication));
    }

    private void assignment(AssignmentPlan plan) {
        var by = "assignment of the role " + plan.role().name();
        var actor = plan.user() != null ? Grant.Actor.USER : Grant.Actor.GROUP;
        var actorId = settlement.found(people.actor(plan), "user or group that it names", by);
        var role =
                settlement.found(roleNamed(plan.role()), "role " + plan.role().name(), by);
        var target = settlement.found(target(plan), "project or domain that it names", by);
        if (actorId.isEmpty() || role.isEmpty() || target.isEmpty()) {
            return;
        }
        boolean inherited = Boolean.TRUE.equals(plan.inherited());
        var grant = new Grant(
                actor,
                actorId.get(),
                target.get().kind(),
                target.get().id(),
                role.get().id(),
                inherited);
        settlement.ensure(
                stores.grants().exists(tx, grant),
                "role_grant",
                actorId.get(),
                () -> stores.grants().insert(tx, grant));
    }

    private record Place(Grant.Target kind, String id) {}

    private Optional<Place> target(AssignmentPlan plan) {
        var project = plan.project();
        if (project != null) {
            return stores.projects()
                    .named(tx, domainId(Objects.requireNonNullElse(project.domain(), "")), project.name())
                    .map(p -> new Place(Grant.Target.PROJECT, p.id()));
        }
        if (plan.domain() != null) {
            return Optional.of(domainId(plan.domain()))
                    .filter(id -> !id.isEmpty())
                    .map(id -> new Place(Grant.Target.DOMAIN, id));
        }
        return Boolean.TRUE.equals(plan.system())
                ? Optional.of(new Place(Grant.Target.SYSTEM, Grant.SYSTEM))
                : Optional.empty();
    }
}
