package stratus.neutron.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;
import stratus.neutron.store.AddressStore;
import stratus.neutron.store.GrantStore;
import stratus.neutron.store.ProjectStore;
import stratus.neutron.store.ResourceStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.TimeFormat;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** One transaction's work on behalf of a caller: stamps what it writes and logs it. */
public final class Work {
    private final Tables tables;
    private final Tx tx;
    private final Caller caller;
    private final boolean admin;
    private final Instant now;
    private final List<Runnable> afterCommit = new ArrayList<>();

    Work(Tables tables, Tx tx, Caller caller, boolean admin, Instant now) {
        this.tables = tables;
        this.tx = tx;
        this.caller = caller;
        this.admin = admin;
        this.now = now;
    }

    /** What the work is done on. */
    public record Tables(
            ResourceStore resources, AddressStore addresses, ProjectStore projects, GrantStore grants, ChangeLog log) {}

    Tx tx() {
        return tx;
    }

    Caller caller() {
        return caller;
    }

    boolean admin() {
        return admin;
    }

    Instant now() {
        return now;
    }

    AddressStore addresses() {
        return tables.addresses();
    }

    ProjectStore projects() {
        return tables.projects();
    }

    GrantStore grants() {
        return tables.grants();
    }

    /** Told once everything is committed. */
    void afterCommit(Runnable what) {
        afterCommit.add(what);
    }

    List<Runnable> afterwards() {
        return List.copyOf(afterCommit);
    }

    Optional<Resource> find(Kind kind, String id) {
        return tables.resources().find(tx, kind, id);
    }

    Resource get(Kind kind, String id) {
        return find(kind, id).orElseThrow(() -> Refusals.notFound(kind, id));
    }

    List<Resource> list(Kind kind, String attribute, String value) {
        return tables.resources().list(tx, kind, attribute, value);
    }

    List<Resource> list(Kind kind, Map<String, ? extends Collection<String>> wanted) {
        return tables.resources().list(tx, kind, wanted);
    }

    /** Of a list's at most those that a caller of the project may see. */
    List<Resource> listFor(Kind kind, Map<String, ? extends Collection<String>> wanted) {
        return tables.resources().listFor(tx, kind, wanted, project());
    }

    public List<Resource> all(Kind kind) {
        return list(kind, Map.of());
    }

    public List<Resource> subnets(String network) {
        return list(stratus.neutron.domain.Kinds.SUBNET, "network_id", network);
    }

    int count(Kind kind, String project) {
        return tables.resources().count(tx, kind, project);
    }

    Resource insert(Kind kind, Resource fresh) {
        var stamped = fresh.with("id", UUID.randomUUID().toString());
        return insertNamed(kind, stamped);
    }

    /** {@link #insert} of what has its id already. */
    Resource insertNamed(Kind kind, Resource fresh) {
        var stamped = fresh.with("tenant_id", fresh.projectId())
                .with("tags", fresh.texts("tags"))
                .with("revision_number", 1)
                .with("created_at", time())
                .with("updated_at", time());
        tables.resources().insert(tx, kind, stamped);
        log(Operation.CREATED, kind, stamped);
        return stamped;
    }

    Resource save(Kind kind, Resource changed) {
        var stamped = changed.with("revision_number", changed.number("revision_number") + 1)
                .with("updated_at", time());
        tables.resources().update(tx, kind, stamped);
        log(Operation.UPDATED, kind, stamped);
        return stamped;
    }

    /** {@link #save} of what is no change to anybody: it is not logged. */
    void saveQuietly(Kind kind, Resource changed) {
        tables.resources().update(tx, kind, changed);
    }

    /** Whether the caller may do with it as they like. */
    boolean owns(Resource resource) {
        return admin || caller.project() != null && project().equals(resource.projectId());
    }

    /** The caller's; empty where they have none. */
    String project() {
        var project = caller.project();
        return project == null ? "" : project.id();
    }

    void delete(Kind kind, Resource gone) {
        Sharing.forget(this, kind, gone);
        tables.resources().delete(tx, kind, gone.id());
        tables.log().append(tx, caller, Operation.DELETED, kind.table(), gone.id(), gone.projectId(), null);
    }

    private void log(Operation operation, Kind kind, Resource after) {
        tables.log().append(tx, caller, operation, kind.table(), after.id(), after.projectId(), after);
    }

    String time() {
        return TimeFormat.SECONDS_Z.write(now);
    }
}
