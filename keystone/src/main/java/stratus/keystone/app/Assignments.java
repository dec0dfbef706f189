package stratus.keystone.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Assignment;
import stratus.keystone.domain.Grant;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.User;
import stratus.oslo.db.Tx;

/** Who has which role where, as granted or as it takes effect. */
public final class Assignments {
    private final Stores stores;
    private final Access access;

    public Assignments(Stores stores, Access access) {
        this.stores = stores;
        this.access = access;
    }

    /**
     * Which are asked for; null is no condition.
     *
     * @param inherited only those that are inherited, or only those that are not
     * @param subtree the projects below {@code project} too
     * @param effective groups taken apart, what is inherited spread out, implied roles added
     * @param within the domain that the target has to be or be in
     */
    public record Wanted(
            @Nullable String role,
            @Nullable String user,
            @Nullable String group,
            @Nullable String project,
            @Nullable String domain,
            boolean system,
            @Nullable Boolean inherited,
            boolean subtree,
            boolean effective,
            @Nullable String within) {}

    /** What a thing is called, and the domain that it is in. */
    public record Name(String name, @Nullable Project domain) {}

    public List<Assignment> list(Wanted wanted) {
        return stores.db().read(tx -> {
            var places = places(tx, wanted);
            var granted = granted(tx, wanted, places);
            var all = wanted.effective()
                    ? granted.stream().flatMap(g -> effects(tx, g).stream()).distinct()
                    : granted.stream().map(Assignment::direct);
            return all.filter(a -> fits(wanted, places, a))
                    .filter(a -> wanted.within() == null || within(tx, a.effect(), wanted.within()))
                    .toList();
        });
    }

    /** The names of all that the assignments speak of, by id. */
    public Map<String, Name> names(List<Assignment> assignments) {
        return stores.db().read(tx -> {
            var names = new ConcurrentHashMap<String, Name>();
            var domains = new ConcurrentHashMap<String, Project>();
            Function<String, @Nullable Project> domain = id -> id.isEmpty()
                    ? null
                    : domains.computeIfAbsent(
                            id, d -> stores.projects().find(tx, d).orElse(null));
            for (var a : assignments) {
                var g = a.effect();
                names.computeIfAbsent(
                        g.roleId(),
                        id -> stores.roles()
                                .find(tx, id)
                                .map(r -> new Name(r.name(), domain.apply(r.domainId())))
                                .orElse(null));
                names.computeIfAbsent(g.actorId(), id -> actor(tx, g.actorKind(), id, domain));
                if (g.targetKind() != Grant.Target.SYSTEM) {
                    names.computeIfAbsent(
                            g.targetId(),
                            id -> stores.projects()
                                    .find(tx, id)
                                    .map(p -> new Name(p.name(), domain.apply(p.domainId())))
                                    .orElse(null));
                }
            }
            return names;
        });
    }

    private @Nullable Name actor(Tx tx, Grant.Actor kind, String id, Function<String, @Nullable Project> domain) {
        return switch (kind) {
            case USER ->
                stores.users()
                        .find(tx, id)
                        .map(u -> new Name(u.name(), domain.apply(u.domainId())))
                        .orElse(null);
            case GROUP ->
                stores.groups()
                        .find(tx, id)
                        .map(g -> new Name(g.name(), domain.apply(g.domainId())))
                        .orElse(null);
        };
    }

    /** The projects that are asked about; null for all. */
    private @Nullable Set<String> places(Tx tx, Wanted wanted) {
        if (wanted.project() == null) {
            return null;
        }
        var places = new HashSet<>(Set.of(wanted.project()));
        if (wanted.subtree()) {
            stores.projects().subtree(tx, wanted.project()).forEach(p -> places.add(p.id()));
        }
        return places;
    }

    /** Not many more than those that will fit in the end. */
    private List<Grant> granted(Tx tx, Wanted wanted, @Nullable Set<String> places) {
        if (wanted.effective() && wanted.user() != null) {
            return stores.grants().reaching(tx, wanted.user());
        }
        if (places != null) {
            var targets = new HashSet<>(places);
            if (wanted.effective()) {
                places.forEach(p -> targets.addAll(stores.projects().above(tx, p)));
            }
            return stores.grants().on(tx, targets);
        }
        var kind = wanted.user() != null ? Grant.Actor.USER : wanted.group() != null ? Grant.Actor.GROUP : null;
        var actor = wanted.user() != null ? wanted.user() : wanted.group();
        return stores.grants().list(tx, wanted.effective() ? null : wanted.role(), kind, actor);
    }

    private List<Assignment> effects(Tx tx, Grant grant) {
        var actors = grant.actorKind() == Grant.Actor.USER
                ? List.of(grant.actorId())
                : stores.groups().members(tx, grant.actorId()).stream()
                        .map(User::id)
                        .toList();
        var targets = grant.inherited()
                ? access.below(tx, grant).stream().map(Project::id).toList()
                : List.of(grant.targetId());
        var kind = grant.inherited() ? Grant.Target.PROJECT : grant.targetKind();
        var all = new ArrayList<Assignment>();
        for (var role : access.effective(tx, Set.of(grant.roleId()))) {
            for (var actor : actors) {
                targets.forEach(target -> all.add(
                        new Assignment(new Grant(Grant.Actor.USER, actor, kind, target, role.id(), false), grant)));
            }
        }
        return all;
    }

    private static boolean fits(Wanted wanted, @Nullable Set<String> places, Assignment a) {
        var g = a.effect();
        return is(wanted.role(), g.roleId())
                && (wanted.user() == null || g.actorKind() == Grant.Actor.USER && is(wanted.user(), g.actorId()))
                && (wanted.group() == null || g.actorKind() == Grant.Actor.GROUP && is(wanted.group(), g.actorId()))
                && (places == null || g.targetKind() == Grant.Target.PROJECT && places.contains(g.targetId()))
                && (wanted.domain() == null
                        || g.targetKind() == Grant.Target.DOMAIN && is(wanted.domain(), g.targetId()))
                && (!wanted.system() || g.targetKind() == Grant.Target.SYSTEM)
                && (wanted.inherited() == null || wanted.inherited() == a.inherited());
    }

    private static boolean is(@Nullable String wanted, String found) {
        return wanted == null || wanted.equals(found);
    }

    private boolean within(Tx tx, Grant grant, String domain) {
        return grant.targetId().equals(domain)
                || stores.projects()
                        .find(tx, grant.targetId())
                        .map(Project::domainId)
                        .filter(domain::equals)
                        .isPresent();
    }
}
