package stratus.neutron.app;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.oslo.base.Caller;
import stratus.oslo.db.Db;
import stratus.oslo.policy.Policy;

/**
 * Everything that can be done to resources, whatever their kind.
 *
 * <p>There is one writer at a time, on both databases, so that no rule is checked against what another changes.
 */
public final class Resources {
    private final Db db;
    private final Work.Tables tables;
    private final Policy policy;
    private final InstantSource clock;
    private final Runnable changed;

    /** {@code changed} is told after each commit. */
    public Resources(Db db, Work.Tables tables, Policy policy, InstantSource clock, Runnable changed) {
        this.db = db;
        this.tables = tables;
        this.policy = policy;
        this.clock = clock;
        this.changed = changed;
    }

    public boolean admin(Caller caller) {
        return policy.allows(caller, "context_is_admin", Map.of());
    }

    /** Runs {@code what} in a transaction; what it left for afterwards follows the commit. */
    public <T> T write(Caller caller, Function<Work, T> what) {
        var answer = record(caller, what);
        changed.run();
        return answer;
    }

    /** {@link #write} of what changes nothing on any host. */
    public <T> T record(Caller caller, Function<Work, T> what) {
        var now = clock.instant();
        boolean admin = admin(caller);
        var done = db.write(tx -> {
            db.lock(tx, "neutron", "writer");
            var work = new Work(tables, tx, caller, admin, now);
            return new Done<>(what.apply(work), work.afterwards());
        });
        done.afterwards().forEach(Runnable::run);
        return done.answer();
    }

    private record Done<T>(T answer, List<Runnable> afterwards) {}

    public <T> T read(Caller caller, Function<Work, T> what) {
        var now = clock.instant();
        boolean admin = admin(caller);
        return db.read(tx -> what.apply(new Work(tables, tx, caller, admin, now)));
    }

    public List<Resource> create(Caller caller, Rules rules, List<Resource> wanted) {
        return write(caller, work -> {
            var made = new ArrayList<Resource>();
            wanted.forEach(w -> made.add(rules.create(work, w)));
            return Sharing.seen(work, rules.kind(), made);
        });
    }

    public Resource update(Caller caller, Rules rules, String id, Resource changes, @Nullable Integer revision) {
        return write(caller, work -> {
            var before = work.get(rules.kind(), id);
            if (revision != null && before.number("revision_number") != revision) {
                throw stratus.oslo.base.Fault.coded(
                        "RevisionNumberConstraintFailed",
                        new stratus.oslo.base.Fault.PreconditionFailed("Constrained to %d, but current revision is %d"
                                .formatted(revision, before.number("revision_number"))));
            }
            return Sharing.seen(work, rules.kind(), List.of(rules.update(work, before, changes)))
                    .getFirst();
        });
    }

    public void delete(Caller caller, Rules rules, String id) {
        write(caller, work -> {
            rules.delete(work, work.get(rules.kind(), id));
            return true;
        });
    }

    /** As the caller sees it; what is not for them is not there. */
    public Resource get(Caller caller, Kind kind, String id) {
        return list(caller, kind, Map.of("id", List.of(id))).stream()
                .findFirst()
                .orElseThrow(() -> Refusals.notFound(kind, id));
    }

    /** Those of the ids that are there, whoever asks. */
    public List<Resource> all(Caller caller, Kind kind, Collection<String> ids) {
        return ids.isEmpty()
                ? List.of()
                : read(caller, work -> Sharing.seen(work, kind, work.list(kind, Map.of("id", ids))));
    }

    /** At most what the caller may see, by the attributes that have columns. */
    public List<Resource> list(Caller caller, Kind kind, Map<String, ? extends Collection<String>> wanted) {
        boolean everything = caller.project() == null || seesAll(caller);
        return read(
                caller,
                work -> Sharing.seen(work, kind, everything ? work.list(kind, wanted) : work.listFor(kind, wanted)));
    }

    /** As upstream: administrators, and services that act for others. */
    private boolean seesAll(Caller caller) {
        return admin(caller)
                || policy.allows(caller, "service_api", Map.of())
                || policy.allows(caller, "context_is_advsvc", Map.of());
    }

    public List<Resource> agents() {
        return db.read(tx -> tables.resources().list(tx, stratus.neutron.domain.Kinds.AGENT, Map.of()));
    }

    public Resource tag(Caller caller, Kind kind, String id, List<String> tags) {
        return write(caller, work -> work.save(kind, work.get(kind, id).with("tags", tags)));
    }
}
