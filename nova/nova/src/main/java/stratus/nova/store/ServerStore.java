package stratus.nova.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Power;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerFilter;
import stratus.nova.domain.ServerSpec;
import stratus.nova.domain.TaskState;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.ServerPort;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.db.ListQuery;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code server}; one method for each question the rest of Nova asks. */
public final class ServerStore {
    private static final String COLUMNS = """
            id, project_id, user_id, name, hostname, description, vm_state, task_state, power, host, attempt, spec, \
            disks, ports, metadata, tags, access_ip_v4, access_ip_v6, reservation_id, launch_index, locked_by, \
            locked_reason, created_at, updated_at, launched_at, terminated_at, deleted_at""";

    private final Db db;

    public ServerStore(Db db) {
        this.db = db.json(
                        new GenericType<ServerSpec>() {},
                        new GenericType<List<BlockDevice>>() {},
                        new GenericType<List<ServerPort>>() {},
                        new GenericType<Map<String, String>>() {},
                        new GenericType<List<String>>() {})
                .rows(Server.class, Used.class, Stage.class);
    }

    public void insert(Tx tx, Server server) {
        tx.update("""
                INSERT INTO server (id, project_id, user_id, name, hostname, description, vm_state, task_state, power,
                    host, attempt, spec, flavor_id, image_id, vcpus, memory_mib, disks, ports, metadata, tags,
                    access_ip_v4, access_ip_v6, reservation_id, launch_index, locked_by, locked_reason, created_at,
                    updated_at, launched_at, terminated_at, deleted_at)
                VALUES (:id, :projectId, :userId, :name, :hostname, :description, :vmState, :taskState, :power,
                    :host, :attempt, :spec, :flavor, :image, :vcpus, :memory, :disks, :ports, :metadata, :tags,
                    :accessIpV4, :accessIpV6, :reservationId, :launchIndex, :lockedBy, :lockedReason, :createdAt,
                    :updatedAt, :launchedAt, :terminatedAt, :deletedAt)
                """)
                .bindMethods(server)
                .bind("flavor", server.spec().flavor().flavorId())
                .bind("image", server.spec().image().id())
                .bind("vcpus", server.spec().flavor().vcpus())
                .bind("memory", server.spec().flavor().memoryMib())
                .execute();
    }

    /** A server that lives, of whichever project. */
    public Optional<Server> find(ServerId id) {
        return db.read(tx -> find(tx, id));
    }

    /** The same; none is a {@link Fault.NotFound}. */
    public Server get(ServerId id) {
        return find(id).orElseThrow(() -> absent(id));
    }

    public Server get(Tx tx, ServerId id) {
        return find(tx, id).orElseThrow(() -> absent(id));
    }

    private static Fault absent(ServerId id) {
        return new Fault.NotFound("Instance", id.text());
    }

    public Optional<Server> find(Tx tx, ServerId id) {
        return tx.query("SELECT %s FROM server WHERE id = :id AND deleted_at IS NULL".formatted(COLUMNS))
                .bind("id", id)
                .mapTo(Server.class)
                .findOne();
    }

    /** A server that lives, or one that did. */
    public Optional<Server> findOrDeleted(ServerId id) {
        return db.read(tx -> tx.query("SELECT %s FROM server WHERE id = :id".formatted(COLUMNS))
                .bind("id", id)
                .mapTo(Server.class)
                .findOne());
    }

    public Page<Server> list(ServerFilter filter) {
        var query = ListQuery.from("server", COLUMNS)
                .whereIf(filter.project(), "project_id = :project", "project")
                .whereIf(filter.name() == null ? null : like(filter.name()), "name LIKE :name ESCAPE '!'", "name")
                .whereIn("vm_state", "states", filter.states())
                .whereIf(filter.host(), "host = :host", "host")
                .whereIf(filter.flavor(), "flavor_id = :flavor", "flavor")
                .whereIf(filter.image(), "image_id = :image", "image")
                .whereIf(filter.user(), "user_id = :user", "user")
                .whereIf(filter.reservation(), "reservation_id = :reservation", "reservation")
                .whereIf(filter.changesSince(), "updated_at >= :since", "since")
                .whereIf(filter.changesBefore(), "updated_at <= :before", "before")
                .whereIn("id", "uuids", filter.uuids().isEmpty() ? null : filter.uuids());
        presence(query, filter);
        tags(query, filter);
        return query.page(filter.page()).run(db, Server.class);
    }

    private static void presence(ListQuery query, ServerFilter filter) {
        if (filter.deleted() != null) {
            query.where(filter.deleted() ? "deleted_at IS NOT NULL" : "deleted_at IS NULL");
        }
        if (filter.locked() != null) {
            query.where(filter.locked() ? "locked_by IS NOT NULL" : "locked_by IS NULL");
        }
    }

    private static void tags(ListQuery query, ServerFilter filter) {
        int n = 0;
        for (var tag : filter.tags()) {
            query.where("tags LIKE :tag%d ESCAPE '!'".formatted(n), "tag" + n++, like("\"" + tag + "\""));
        }
        for (var tag : filter.notTags()) {
            query.where("tags NOT LIKE :tag%d ESCAPE '!'".formatted(n), "tag" + n++, like("\"" + tag + "\""));
        }
    }

    private static String like(String part) {
        return "%" + part.replaceAll("([!%_])", "!$1") + "%";
    }

    /** All that live on a host. */
    public List<Server> onHost(HostName host) {
        return db.read(tx -> tx.query("SELECT %s FROM server WHERE host = :host AND deleted_at IS NULL ORDER BY id"
                        .formatted(COLUMNS))
                .bind("host", host)
                .mapTo(Server.class)
                .list());
    }

    /** Those that ran at some time of a period, deleted ones included; of one project, or of all where that is null. */
    public List<Server> launchedWithin(Instant start, Instant stop, @Nullable String project) {
        return db.read(tx -> tx.query("""
                        SELECT %s FROM server
                        WHERE launched_at < :stop AND (terminated_at IS NULL OR terminated_at > :start)
                            AND (:project = '' OR project_id = :project)
                        ORDER BY project_id, launched_at, id
                        """.formatted(COLUMNS))
                .bind("start", start)
                .bind("stop", stop)
                .bind("project", project == null ? "" : project)
                .mapTo(Server.class)
                .list());
    }

    /** What a project's living servers use; the same question decides about its quota, inside the write that adds. */
    public Used used(Tx tx, String project) {
        return tx.query("""
                        SELECT count(*) AS instances, coalesce(sum(vcpus), 0) AS cores, coalesce(sum(memory_mib), 0) AS ram
                        FROM server WHERE project_id = :project AND deleted_at IS NULL
                        """).bind("project", project).mapTo(Used.class).one();
    }

    public record Used(long instances, long cores, long ram) {}

    /** Where a server is that lives, without all that it has. */
    public record Stage(
            ServerId id, VmState vmState, @Nullable TaskState taskState, int attempt) {
        /** Whether a build is under way, and nobody has broken it off. */
        public boolean building() {
            return vmState == VmState.BUILDING && taskState != TaskState.DELETING;
        }
    }

    public Optional<Stage> stage(Tx tx, ServerId id) {
        return tx.query("SELECT id, vm_state, task_state, attempt FROM server WHERE id = :id AND deleted_at IS NULL")
                .bind("id", id)
                .mapTo(Stage.class)
                .findOne();
    }

    /** The task alone, of a server that is at {@code seen}. */
    public boolean advance(Tx tx, Stage seen, TaskState task, Instant now) {
        return tx.update("""
                        UPDATE server SET task_state = :toTask, updated_at = :now
                        WHERE id = :id AND vm_state = :vmState AND task_state IS NOT DISTINCT FROM :taskState
                            AND deleted_at IS NULL
                        """)
                        .bindMethods(seen)
                        .bind("toTask", task)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** Compare-and-set on the task: false when the server is no longer as {@code seen}. */
    public boolean advance(Tx tx, Server seen, VmState vmState, @Nullable TaskState task, Instant now) {
        return tx.update("""
                        UPDATE server SET vm_state = :toVm, task_state = :toTask, updated_at = :now
                        WHERE id = :id AND vm_state = :vmState AND task_state IS NOT DISTINCT FROM :taskState
                            AND deleted_at IS NULL
                        """)
                        .bindMethods(seen)
                        .bind("toVm", vmState)
                        .bind("toTask", task)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    /** Where it is built now; null takes the host away. False once somebody deletes it. */
    public boolean place(Tx tx, ServerId id, @Nullable HostName host, int attempt, Instant now) {
        return tx.update("""
                        UPDATE server SET host = :host, attempt = :attempt, task_state = 'SCHEDULING', updated_at = :now
                        WHERE id = :id AND vm_state = 'BUILDING' AND deleted_at IS NULL
                            AND task_state IS DISTINCT FROM 'DELETING'
                        """)
                        .bind("id", id)
                        .bind("host", host)
                        .bind("attempt", attempt)
                        .bind("now", now)
                        .execute()
                == 1;
    }

    public void launched(Tx tx, ServerId id, Instant now) {
        tx.update("UPDATE server SET power = 'RUNNING', launched_at = :now, updated_at = :now WHERE id = :id")
                .bind("id", id)
                .bind("now", now)
                .execute();
    }

    public void power(Tx tx, ServerId id, Power power, Instant now) {
        tx.update("UPDATE server SET power = :power, updated_at = :now WHERE id = :id AND power <> :power")
                .bind("id", id)
                .bind("power", power)
                .bind("now", now)
                .execute();
    }

    /** Ports and disks as the host has them now. */
    public void devices(Tx tx, ServerId id, List<ServerPort> ports, List<BlockDevice> disks) {
        tx.update("UPDATE server SET ports = :ports, disks = :disks WHERE id = :id")
                .bind("id", id)
                .bindByType("ports", ports, new GenericType<List<ServerPort>>() {})
                .bindByType("disks", disks, new GenericType<List<BlockDevice>>() {})
                .execute();
    }

    public void spec(Tx tx, ServerId id, ServerSpec spec, Instant now) {
        tx.update("UPDATE server SET spec = :spec, updated_at = :now WHERE id = :id AND deleted_at IS NULL")
                .bind("id", id)
                .bindByType("spec", spec, new GenericType<ServerSpec>() {})
                .bind("now", now)
                .execute();
    }

    /** Another flavor or image, and what else was asked for; what it counts for in the quota is {@link #size}'s. */
    public void respec(Tx tx, ServerId id, ServerSpec spec, Instant now) {
        spec(tx, id, spec, now);
        tx.update("UPDATE server SET flavor_id = :flavor, image_id = :image WHERE id = :id")
                .bind("id", id)
                .bind("flavor", spec.flavor().flavorId())
                .bind("image", spec.image().id())
                .execute();
    }

    /** What the server counts for in its project's quota: while it may go both ways, the larger of both. */
    public void size(Tx tx, ServerId id, int vcpus, int memoryMib) {
        tx.update("UPDATE server SET vcpus = :vcpus, memory_mib = :memory WHERE id = :id")
                .bind("id", id)
                .bind("vcpus", vcpus)
                .bind("memory", memoryMib)
                .execute();
    }

    /** Where a server that was built lives now; null for nowhere. */
    public void settle(Tx tx, ServerId id, @Nullable HostName host, Instant now) {
        tx.update("UPDATE server SET host = :host, updated_at = :now WHERE id = :id AND deleted_at IS NULL")
                .bind("id", id)
                .bind("host", host)
                .bind("now", now)
                .execute();
    }

    /** What a user may change of a server at any time. */
    public void describe(Tx tx, Server server) {
        tx.update("""
                UPDATE server SET name = :name, hostname = :hostname, description = :description,
                    metadata = :metadata, tags = :tags, access_ip_v4 = :accessIpV4, access_ip_v6 = :accessIpV6,
                    locked_by = :lockedBy, locked_reason = :lockedReason, updated_at = :updatedAt
                WHERE id = :id AND deleted_at IS NULL
                """).bindMethods(server).execute();
    }

    public boolean markDeleted(Tx tx, ServerId id, Instant now) {
        return tx.update("""
                        UPDATE server SET vm_state = 'DELETED', task_state = NULL, power = 'NOSTATE',
                            terminated_at = :now, deleted_at = :now, updated_at = :now
                        WHERE id = :id AND deleted_at IS NULL
                        """).bind("id", id).bind("now", now).execute() == 1;
    }
}
