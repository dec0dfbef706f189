package stratus.keystone.app;

import java.util.List;
import java.util.Optional;
import stratus.keystone.domain.Group;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.User;

/** Looks up by id whatever there is, and what a user may go into. */
public final class Directory {
    private final Stores stores;
    private final Access access;

    public Directory(Stores stores, Access access) {
        this.stores = stores;
        this.access = access;
    }

    public Optional<User> user(String id) {
        return stores.db().read(tx -> stores.users().find(tx, id));
    }

    public Optional<Group> group(String id) {
        return stores.db().read(tx -> stores.groups().find(tx, id));
    }

    /** A project or a domain. */
    public Optional<Project> project(String id) {
        return stores.db().read(tx -> stores.projects().find(tx, id));
    }

    public Optional<Role> role(String id) {
        return stores.db().read(tx -> stores.roles().find(tx, id));
    }

    public List<Project> projectsOf(String user) {
        return stores.db().read(tx -> access.projects(tx, user));
    }

    public List<Project> domainsOf(String user) {
        return stores.db().read(tx -> access.domains(tx, user));
    }

    /** Whether the user has a role on the system. */
    public boolean onSystem(String user) {
        return stores.db().read(tx -> access.system(tx, user));
    }
}
