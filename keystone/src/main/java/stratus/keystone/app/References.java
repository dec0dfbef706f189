package stratus.keystone.app;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.LogIn.Reference;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.User;
import stratus.oslo.db.Tx;

/** Finds what a log-in names by id, or by name and domain. */
record References(Stores stores) {
    Optional<User> user(Tx tx, Reference reference) {
        if (reference.id() != null) {
            return stores.users().find(tx, reference.id());
        }
        var name = reference.name();
        return name == null
                ? Optional.empty()
                : domain(tx, reference.domain()).flatMap(d -> stores.users().named(tx, d.id(), name));
    }

    Optional<Project> domain(Tx tx, @Nullable Reference reference) {
        if (reference == null) {
            return Optional.empty();
        }
        if (reference.id() != null) {
            return stores.projects().find(tx, reference.id()).filter(Project::isDomain);
        }
        return reference.name() == null
                ? Optional.empty()
                : stores.projects().named(tx, Project.NO_DOMAIN, reference.name());
    }

    Optional<Project> project(Tx tx, Reference reference) {
        if (reference.id() != null) {
            return stores.projects().find(tx, reference.id());
        }
        var name = reference.name();
        return name == null
                ? Optional.empty()
                : domain(tx, reference.domain()).flatMap(d -> stores.projects().named(tx, d.id(), name));
    }
}
