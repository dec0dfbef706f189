package stratus.keystone.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.Grant;
import stratus.keystone.domain.LimitModel;
import stratus.keystone.domain.Project;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Projects, and domains, which are projects too. */
public final class Projects {
    private final Stores stores;
    private final Changes changes;
    private final LimitModel limits;

    public Projects(Changes changes, LimitModel limits) {
        this.stores = changes.stores();
        this.changes = changes;
        this.limits = limits;
    }

    public Optional<Project> find(String id) {
        return stores.db().read(tx -> stores.projects().find(tx, id));
    }

    public Optional<Project> findDomain(String id) {
        return find(id).filter(Project::isDomain);
    }

    public List<Project> list(boolean domains) {
        return stores.db().read(tx -> stores.projects().list(tx, domains));
    }

    /** From the project's parent up to its domain, which is the last. */
    public List<Project> parents(Project project) {
        return stores.db().read(tx -> parents(tx, project));
    }

    private List<Project> parents(Tx tx, Project project) {
        var all = new ArrayList<Project>();
        for (var next = parent(tx, project); next.isPresent(); next = parent(tx, next.get())) {
            all.add(next.get());
        }
        return all;
    }

    /** Everything below the project. */
    public List<Project> subtree(Project project) {
        return stores.db().read(tx -> stores.projects().subtree(tx, project.id()));
    }

    private Optional<Project> parent(Tx tx, Project project) {
        var id = project.parentId();
        return id == null ? Optional.empty() : stores.projects().find(tx, id);
    }

    public void create(Caller caller, Project project) {
        changes.commit(caller, Operation.CREATED, subject(project), project, tx -> {
            if (!project.isDomain()) {
                place(tx, project);
            }
            claim(tx, project);
            stores.projects().insert(tx, project);
        });
    }

    private void place(Tx tx, Project project) {
        var domain = stores.projects().find(tx, project.domainId()).filter(Project::isDomain);
        if (domain.isEmpty()) {
            throw new Fault.Invalid("Could not find domain: %s.".formatted(project.domainId()));
        }
        var parent = parent(tx, project)
                .orElseThrow(() -> new Fault.Invalid("Could not find project: %s.".formatted(project.parentId())));
        if (parent.isDomain() && !parent.id().equals(project.domainId())) {
            throw new Fault.Invalid("Cannot create project, the parent (%s) is acting as a domain, but this project's"
                            .formatted(parent.id())
                    + " domain id (%s) does not match the parent's id.".formatted(project.domainId()));
        }
        var above = new ArrayList<>(parents(tx, parent));
        above.add(parent);
        above.stream().filter(p -> !p.enabled()).findFirst().ifPresent(p -> {
            throw new Fault.Invalid("cannot create a project in a branch containing a disabled project: " + p.id());
        });
        if (above.size() > limits.levels()) {
            throw new Fault.Forbidden("Max hierarchy depth reached for %s branch.".formatted(parent.id()), null);
        }
        if (!parent.isDomain() && !parent.domainId().equals(project.domainId())) {
            throw new Fault.Invalid("Cannot create project, since it specifies its domain_id %s, but specifies a parent"
                            .formatted(project.domainId())
                    + " in a different domain (%s).".formatted(parent.domainId()));
        }
    }

    public void update(Caller caller, Project before, Project after) {
        changes.commit(caller, Operation.UPDATED, subject(after), after, tx -> {
            if (!before.name().equals(after.name())) {
                claim(tx, after);
            }
            if (before.enabled() != after.enabled()) {
                switching(tx, after);
            }
            stores.projects().update(tx, after);
        });
        if (before.enabled() && !after.enabled()) {
            disabled(after);
        }
    }

    /** A project is enabled below enabled ones, and disabled above disabled ones; a domain takes all its own along. */
    private void switching(Tx tx, Project project) {
        if (project.enabled() && parents(tx, project).stream().anyMatch(p -> !p.enabled())) {
            throw new Fault.Forbidden(
                    "Cannot enable project %s since it has disabled parents".formatted(project.id()), null);
        }
        if (!project.enabled()
                && !project.isDomain()
                && stores.projects().subtree(tx, project.id()).stream().anyMatch(Project::enabled)) {
            throw new Fault.Forbidden(
                    "Cannot disable project %s since its subtree contains enabled projects.".formatted(project.id()),
                    null);
        }
    }

    private void disabled(Project project) {
        var revocations = changes.revocations();
        var revocation = project.isDomain() ? revocations.ofDomain(project.id()) : revocations.ofProject(project.id());
        stores.db().run(tx -> revocations.record(tx, revocation));
        revocations.announce();
    }

    private void claim(Tx tx, Project project) {
        var kind = project.isDomain() ? "domain" : "project";
        changes.lock(tx, kind);
        boolean taken =
                stores.projects().named(tx, project.domainId(), project.name()).isPresent();
        changes.claim(tx, kind, project.domainId(), project.name(), taken);
    }

    public void delete(Caller caller, Project project) {
        if (Boolean.TRUE.equals(project.options().get("immutable"))) {
            throw new Fault.Forbidden(
                    "Unable to delete immutable %s resource: `%s. Set resource option \"immutable\" to false first."
                            .formatted(project.isDomain() ? "domain" : "project", project.id()),
                    null);
        }
        if (project.isDomain() && project.enabled()) {
            throw new Fault.Forbidden("Cannot delete a domain that is enabled, please disable it first.", null);
        }
        changes.commit(caller, Operation.DELETED, subject(project), null, tx -> {
            if (project.isDomain()) {
                emptyDomain(tx, project.id());
            } else if (!stores.projects().children(tx, project.id()).isEmpty()) {
                throw new Fault.Forbidden(
                        "Cannot delete the project %s since it is not a leaf in the hierarchy. Use the cascade option if"
                                        .formatted(project.id())
                                + " you want to delete a whole subtree.",
                        null);
            }
            remove(tx, project);
        });
    }

    /** A domain goes with all that it owns. */
    private void emptyDomain(Tx tx, String id) {
        for (var user : stores.users().list(tx, id)) {
            stores.grants().deleteActor(tx, Grant.Actor.USER, user.id());
            stores.credentials().deleteOfUser(tx, user.id());
            stores.users().delete(tx, user.id());
        }
        for (var group : stores.groups().list(tx, id)) {
            stores.grants().deleteActor(tx, Grant.Actor.GROUP, group.id());
            stores.groups().delete(tx, group.id());
        }
        for (var project : stores.projects().ofDomain(tx, id)) {
            remove(tx, project);
        }
        stores.identityProviders().deleteOfDomain(tx, id);
        stores.roles().list(tx).stream()
                .filter(r -> r.domainId().equals(id))
                .forEach(r -> stores.roles().delete(tx, r.id()));
    }

    private void remove(Tx tx, Project project) {
        stores.grants().deleteTarget(tx, Grant.Target.PROJECT, project.id());
        stores.grants().deleteTarget(tx, Grant.Target.DOMAIN, project.id());
        stores.credentials().deleteOfProject(tx, project.id());
        stores.projects().delete(tx, project.id());
    }

    private static Subject subject(Project project) {
        return new Subject(
                project.isDomain() ? "domain" : "project", project.id(), project.isDomain() ? null : project.id());
    }
}
