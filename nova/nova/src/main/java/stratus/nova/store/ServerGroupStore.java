package stratus.nova.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.ServerGroup;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code server_group} and its members. */
public final class ServerGroupStore {
    private static final String COLUMNS = "id, project_id, user_id, name, policy, per_host, created_at";

    private final Db db;

    public ServerGroupStore(Db db) {
        this.db = db.rows(ServerGroup.class, Member.class, OnHost.class);
    }

    public void insert(Tx tx, ServerGroup group) {
        tx.update("""
                INSERT INTO server_group (id, project_id, user_id, name, policy, per_host, created_at)
                VALUES (:id, :projectId, :userId, :name, :policy, :perHost, :createdAt)
                """).bindMethods(group).execute();
    }

    public long count(Tx tx, ProjectId project) {
        return tx.query("SELECT COUNT(*) FROM server_group WHERE project_id = :project")
                .bind("project", project)
                .mapTo(Long.class)
                .one();
    }

    public Optional<ServerGroup> find(UUID id) {
        return db.read(tx -> find(tx, id));
    }

    public Optional<ServerGroup> find(Tx tx, UUID id) {
        return tx.query("SELECT " + COLUMNS + " FROM server_group WHERE id = :id")
                .bind("id", id)
                .mapTo(ServerGroup.class)
                .findOne();
    }

    /** Of one project, or of all where that is null; oldest first. */
    public List<ServerGroup> list(@Nullable ProjectId project, int limit, int offset) {
        return db.read(tx -> tx.query("SELECT " + COLUMNS + """
                         FROM server_group WHERE (:project = '' OR project_id = :project)
                        ORDER BY created_at, id LIMIT :limit OFFSET :offset
                        """)
                .bind("project", project == null ? "" : project.value())
                .bind("limit", limit)
                .bind("offset", offset)
                .mapTo(ServerGroup.class)
                .list());
    }

    /** The members that still live. */
    public List<ServerId> members(UUID id) {
        return db.read(tx -> tx.query("""
                        SELECT m.server_id FROM server_group_member m JOIN server s ON s.id = m.server_id
                        WHERE m.group_id = :id AND s.deleted_at IS NULL ORDER BY m.server_id
                        """).bind("id", id).mapTo(ServerId.class).list());
    }

    /** The groups that each of the servers is a member of. */
    public Map<ServerId, List<String>> groups(List<ServerId> servers) {
        if (servers.isEmpty()) {
            return Map.of();
        }
        var rows = db.read(tx ->
                tx.query("""
                        SELECT group_id, server_id FROM server_group_member
                        WHERE server_id IN (<servers>) ORDER BY group_id
                        """).bindList("servers", servers).mapTo(Member.class).list());
        return rows.stream()
                .collect(Collectors.groupingBy(
                        Member::serverId, Collectors.mapping(m -> m.groupId().toString(), Collectors.toList())));
    }

    /** The group that a server is a member of. */
    public Optional<ServerGroup> of(ServerId server) {
        return db.read(tx -> tx.query("SELECT " + COLUMNS + """
                         FROM server_group WHERE id IN
                            (SELECT group_id FROM server_group_member WHERE server_id = :server)
                        """)
                .bind("server", server)
                .mapTo(ServerGroup.class)
                .findFirst());
    }

    /** How many living members of a group are on each host, but for one. */
    public Map<String, Integer> hosts(UUID group, ServerId butFor) {
        var rows = db.read(tx -> tx.query("""
                        SELECT s.host AS host, COUNT(*) AS members
                        FROM server_group_member m JOIN server s ON s.id = m.server_id
                        WHERE m.group_id = :group AND s.id <> :server AND s.host IS NOT NULL AND s.deleted_at IS NULL
                        GROUP BY s.host
                        """)
                .bind("group", group)
                .bind("server", butFor)
                .mapTo(OnHost.class)
                .list());
        return rows.stream().collect(Collectors.toMap(OnHost::host, OnHost::members));
    }

    public record OnHost(String host, int members) {}

    public record Member(UUID groupId, ServerId serverId) {}

    /** How many members of a group live. */
    public long count(Tx tx, UUID id) {
        return tx.query("""
                        SELECT COUNT(*) FROM server_group_member m JOIN server s ON s.id = m.server_id
                        WHERE m.group_id = :id AND s.deleted_at IS NULL
                        """).bind("id", id).mapTo(Long.class).one();
    }

    public void add(Tx tx, UUID id, ServerId server) {
        tx.update("""
                        INSERT INTO server_group_member (group_id, server_id) VALUES (:id, :server)
                        ON CONFLICT DO NOTHING
                        """).bind("id", id).bind("server", server).execute();
    }

    public void delete(Tx tx, UUID id) {
        tx.update("DELETE FROM server_group_member WHERE group_id = :id")
                .bind("id", id)
                .execute();
        tx.update("DELETE FROM server_group WHERE id = :id").bind("id", id).execute();
    }
}
