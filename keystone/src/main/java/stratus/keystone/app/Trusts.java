package stratus.keystone.app;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.RoleName;
import stratus.keystone.domain.Scope;
import stratus.keystone.domain.Trust;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Trusts: who may act for whom, and who may hand that on. */
public final class Trusts {
    /** How often a trust may be handed on. */
    public static final long MAX_REDELEGATION = 3;

    private final Stores stores;
    private final Changes changes;
    private final Access access;
    private final InstantSource clock;

    public Trusts(Changes changes, Access access, InstantSource clock) {
        this.stores = changes.stores();
        this.changes = changes;
        this.access = access;
        this.clock = clock;
    }

    /** One that still serves. */
    public Optional<Trust> find(String id) {
        return stores.db().read(tx -> stores.trusts().find(tx, id)).filter(t -> t.live(clock.instant()));
    }

    public List<Trust> list() {
        return stores.db().read(tx -> stores.trusts().list(tx));
    }

    public List<Trust> ofTrustor(String userId) {
        return stores.db().read(tx -> stores.trusts().ofTrustor(tx, userId));
    }

    public List<Trust> ofTrustee(String userId) {
        return stores.db().read(tx -> stores.trusts().ofTrustee(tx, userId));
    }

    public List<Role> roles(Trust trust) {
        return stores.db()
                .read(tx -> trust.roles().stream()
                        .map(id -> stores.roles().find(tx, id))
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** The ids of roles that a request names. */
    public List<String> ids(List<RoleName> roles) {
        return stores.db()
                .read(tx -> roles.stream().map(role -> id(tx, role)).distinct().toList());
    }

    private String id(Tx tx, RoleName role) {
        return stores.roles()
                .id(tx, role)
                .orElseThrow(() -> new Fault.NotFound("Could not find role: %s.".formatted(role.text())));
    }

    /** What was handed on, down to the end, has to be possible; {@code parent} is null for the first of a chain. */
    public void create(Caller caller, Trust trust, @Nullable Trust parent) {
        changes.commit(caller, Operation.CREATED, Subject.of("trust", trust.id()), trust, tx -> {
            if (stores.users().find(tx, trust.trusteeUserId()).isEmpty()) {
                throw new Fault.NotFound("Could not find user: %s.".formatted(trust.trusteeUserId()));
            }
            requireRoles(tx, trust, parent);
            for (var link = parent; link != null; ) {
                TrustRules.refuseBadHandOn(link, trust);
                var next = link.redelegatedTrustId();
                link = next == null ? null : stores.trusts().find(tx, next).orElse(null);
            }
            stores.trusts().insert(tx, trust);
        });
    }

    private void requireRoles(Tx tx, Trust trust, @Nullable Trust parent) {
        var project = trust.projectId();
        if (project == null) {
            return;
        }
        if (stores.projects().find(tx, project).isEmpty()) {
            throw new Fault.NotFound("Could not find project: %s.".formatted(project));
        }
        var first = parent;
        while (first != null && first.redelegatedTrustId() != null) {
            first = stores.trusts().find(tx, first.redelegatedTrustId()).orElse(null);
        }
        var trustor = first == null ? trust.trustorUserId() : first.trustorUserId();
        var held = access.roles(tx, trustor, new Scope.OfProject(project)).stream()
                .map(Role::id)
                .collect(Collectors.toSet());
        trust.roles().stream().filter(id -> !held.contains(id)).findFirst().ifPresent(id -> {
            throw new Fault.NotFound("Could not find role: %s.".formatted(id));
        });
    }

    /** With all that were handed on from it. */
    public void delete(Caller caller, Trust trust) {
        changes.commit(
                caller,
                Operation.DELETED,
                Subject.of("trust", trust.id()),
                null,
                tx -> stores.trusts().delete(tx, trust.id()));
    }
}
