package stratus.keystone.app;

import static stratus.keystone.app.ImportedCatalog.on;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Settlement.Thing;
import stratus.keystone.domain.Blueprint.AssignmentPlan;
import stratus.keystone.domain.Blueprint.DomainPlan;
import stratus.keystone.domain.Blueprint.GroupPlan;
import stratus.keystone.domain.Blueprint.Name;
import stratus.keystone.domain.Blueprint.UserPlan;
import stratus.keystone.domain.Group;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.User;
import stratus.oslo.db.Tx;

/** A blueprint's users, their passwords, and groups. */
final class ImportedPeople {
    private final Stores stores;
    private final Revocations revocations;
    private final Settlement settlement;
    private final Tx tx;

    ImportedPeople(Stores stores, Revocations revocations, Settlement settlement) {
        this.stores = stores;
        this.revocations = revocations;
        this.settlement = settlement;
        this.tx = settlement.tx;
    }

    void settle(DomainPlan domain, String domainId) {
        domain.users().forEach(plan -> user(plan, domainId, "user %s of %s".formatted(plan.name(), domain.name())));
        domain.groups().forEach(plan -> group(plan, domainId, "group %s of %s".formatted(plan.name(), domain.name())));
    }

    /** Once all users of all domains are there. */
    void members(DomainPlan domain) {
        for (var plan : domain.groups()) {
            var what = "group %s of %s".formatted(plan.name(), domain.name());
            var group = inDomain(domain.name())
                    .flatMap(d -> stores.groups().named(tx, d.id(), plan.name()))
                    .map(Group::id)
                    .orElse("");
            for (var name : plan.members()) {
                settlement
                        .found(user(name), "user %s of %s".formatted(name.name(), name.domain()), what)
                        .ifPresent(user -> settlement.ensure(
                                stores.groups().isMember(tx, user.id(), group),
                                "membership",
                                group,
                                () -> stores.groups().add(tx, user.id(), group)));
            }
        }
    }

    /** The id of who is to have the role; one of both is to be said. */
    Optional<String> actor(AssignmentPlan plan) {
        if (plan.user() != null) {
            return plan.group() != null ? Optional.empty() : user(plan.user()).map(User::id);
        }
        var group = plan.group();
        return group == null
                ? Optional.empty()
                : inDomain(group.domain())
                        .flatMap(d -> stores.groups().named(tx, d.id(), group.name()))
                        .map(Group::id);
    }

    private Optional<User> user(Name name) {
        return inDomain(name.domain()).flatMap(d -> stores.users().named(tx, d.id(), name.name()));
    }

    private Optional<Project> inDomain(@Nullable String name) {
        return name == null ? Optional.empty() : stores.projects().named(tx, Project.NO_DOMAIN, name);
    }

    private void user(UserPlan plan, String domain, String what) {
        var there = stores.users().named(tx, domain, plan.name());
        var id = settlement.id(
                what,
                plan.id(),
                there.map(User::id).orElse(null),
                taken -> stores.users().find(tx, taken).isPresent());
        var wanted = new User(
                id,
                plan.name(),
                domain,
                on(plan.enabled()),
                defaultProject(plan, there, what),
                plan.options(),
                plan.extra(),
                there.map(User::passwordExpiresAt).orElse(null));
        settlement.settle(
                new Thing<>(
                        "user",
                        id,
                        what,
                        () -> stores.users().named(tx, domain, plan.name()),
                        user -> stores.users().insert(tx, user, null),
                        this::update),
                wanted);
        if (plan.passwordHash() != null) {
            password(id, what, plan.passwordHash(), plan.passwordExpiresAt());
        }
    }

    private @Nullable String defaultProject(UserPlan plan, Optional<User> there, String what) {
        var name = plan.defaultProject();
        return name == null
                ? there.map(User::defaultProjectId).orElse(null)
                : settlement
                        .found(
                                inDomain(name.domain())
                                        .flatMap(d -> stores.projects().named(tx, d.id(), name.name())),
                                "project " + name.name(),
                                what)
                        .map(Project::id)
                        .orElse(null);
    }

    private void update(User user) {
        stores.users().update(tx, user);
        if (!user.enabled()) {
            revocations.record(tx, revocations.ofUser(user.id()));
        }
    }

    private void password(String id, String what, String hash, @Nullable Instant expires) {
        var there = stores.users().passwordHash(tx, id);
        if (there.filter(hash::equals).isPresent()) {
            return;
        }
        if (!Passwords.readable(hash)) {
            settlement.object(what + " has a password hash of no known kind");
        } else if (there.isPresent() && !settlement.updates()) {
            settlement.object(what + " is there and differs in password_hash");
        } else {
            var revocation = revocations.ofUser(id);
            stores.passwords().set(tx, id, hash, revocation.issuedBefore(), expires);
            if (there.isPresent()) {
                revocations.record(tx, revocation);
                settlement.changedBesides();
            }
        }
    }

    private void group(GroupPlan plan, String domain, String what) {
        var there = stores.groups().named(tx, domain, plan.name());
        var id = settlement.id(
                what,
                plan.id(),
                there.map(Group::id).orElse(null),
                taken -> stores.groups().find(tx, taken).isPresent());
        var description = plan.description() != null
                ? plan.description()
                : there.map(Group::description).orElse("");
        settlement.settle(
                new Thing<>(
                        "group",
                        id,
                        what,
                        () -> stores.groups().named(tx, domain, plan.name()),
                        group -> stores.groups().insert(tx, group),
                        group -> stores.groups().update(tx, group)),
                new Group(id, plan.name(), domain, description, plan.extra()));
    }
}
