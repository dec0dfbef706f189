package stratus.keystone.app;

import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import stratus.keystone.domain.Grant;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.Scope;
import stratus.oslo.db.Tx;

/** What a user may be and where, by all its grants, its groups' and the roles that they imply. */
public final class Access {
    private final Stores stores;

    public Access(Stores stores) {
        this.stores = stores;
    }

    /** The roles of a scope, implied ones last, those of a domain only by what they imply; none where the user has no business. */
    public List<Role> roles(Tx tx, String userId, Scope scope) {
        var granted = new LinkedHashSet<String>();
        if (scope instanceof Scope.Unscoped) {
            return List.of();
        }
        var reaching = stores.grants().reaching(tx, userId, scope);
        var above =
                scope instanceof Scope.OfProject(var id) && reaching.stream().anyMatch(Grant::inherited)
                        ? stores.projects().above(tx, id)
                        : Set.<String>of();
        for (var grant : reaching) {
            if (grant.inherited() ? above.contains(grant.targetId()) : covers(grant, scope)) {
                granted.add(grant.roleId());
            }
        }
        return effective(tx, granted);
    }

    /** Enabled projects, in enabled domains, on which the user has any role. */
    public List<Project> projects(Tx tx, String userId) {
        return Stream.concat(targets(tx, userId, Grant.Target.PROJECT).stream(), inherited(tx, userId))
                .distinct()
                .filter(p -> stores.projects()
                        .find(tx, p.domainId())
                        .map(Project::enabled)
                        .orElse(false))
                .toList();
    }

    /** Enabled domains on which the user has any role. */
    public List<Project> domains(Tx tx, String userId) {
        return targets(tx, userId, Grant.Target.DOMAIN);
    }

    public boolean system(Tx tx, String userId) {
        return stores.grants().reaching(tx, userId).stream().anyMatch(g -> g.targetKind() == Grant.Target.SYSTEM);
    }

    /** What the roles come to in a token: they and all that they imply, without the domains' own. */
    List<Role> effective(Tx tx, Set<String> roleIds) {
        return stores.roles().effective(tx, roleIds).stream()
                .filter(role -> role.domainId().equals(Role.GLOBAL))
                .toList();
    }

    /** The roles and all that they imply. */
    public Set<String> expand(Tx tx, Set<String> roleIds) {
        var implications = stores.roles().implications(tx);
        var all = new LinkedHashSet<String>();
        var next = new ArrayDeque<>(roleIds);
        while (!next.isEmpty()) {
            var role = next.removeFirst();
            if (all.add(role)) {
                implications.stream().filter(i -> i.priorId().equals(role)).forEach(i -> next.addLast(i.impliedId()));
            }
        }
        return all;
    }

    private Stream<Project> inherited(Tx tx, String userId) {
        return stores.grants().reaching(tx, userId).stream()
                .filter(Grant::inherited)
                .flatMap(g -> below(tx, g).stream())
                .filter(Project::enabled);
    }

    /** The projects on which an inherited grant counts. */
    List<Project> below(Tx tx, Grant grant) {
        return grant.targetKind() == Grant.Target.DOMAIN
                ? stores.projects().ofDomain(tx, grant.targetId())
                : stores.projects().subtree(tx, grant.targetId());
    }

    private List<Project> targets(Tx tx, String userId, Grant.Target kind) {
        return stores.grants().reaching(tx, userId).stream()
                .filter(g -> g.targetKind() == kind && !g.inherited())
                .map(Grant::targetId)
                .distinct()
                .map(id -> stores.projects().find(tx, id))
                .flatMap(Optional::stream)
                .filter(Project::enabled)
                .toList();
    }

    private static boolean covers(Grant grant, Scope scope) {
        return switch (scope) {
            case Scope.Unscoped _ -> false;
            case Scope.OfProject(var id) ->
                grant.targetKind() == Grant.Target.PROJECT && grant.targetId().equals(id);
            case Scope.OfDomain(var id) ->
                grant.targetKind() == Grant.Target.DOMAIN && grant.targetId().equals(id);
            case Scope.OfSystem _ -> grant.targetKind() == Grant.Target.SYSTEM;
        };
    }
}
