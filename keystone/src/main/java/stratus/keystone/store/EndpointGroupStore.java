package stratus.keystone.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import stratus.keystone.domain.EndpointGroup;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code endpoint_group}, {@code project_endpoint} and {@code project_endpoint_group}. */
public final class EndpointGroupStore {
    public EndpointGroupStore(Db db) {
        db.rows(EndpointGroup.class).json(new GenericType<Map<String, Object>>() {});
    }

    public void insert(Tx tx, EndpointGroup group) {
        tx.update("""
                INSERT INTO endpoint_group (id, name, description, filters)
                VALUES (:id, :name, :description, :filters)
                """).bindMethods(group).execute();
    }

    public void update(Tx tx, EndpointGroup group) {
        tx.update(
                        "UPDATE endpoint_group SET name = :name, description = :description, filters = :filters WHERE id = :id")
                .bindMethods(group)
                .execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM endpoint_group WHERE id = :id").bind("id", id).execute();
    }

    public Optional<EndpointGroup> find(Tx tx, String id) {
        return tx.query("SELECT id, name, description, filters FROM endpoint_group WHERE id = :id")
                .bind("id", id)
                .mapTo(EndpointGroup.class)
                .findOne();
    }

    public List<EndpointGroup> list(Tx tx) {
        return tx.query("SELECT id, name, description, filters FROM endpoint_group ORDER BY name, id")
                .mapTo(EndpointGroup.class)
                .list();
    }

    public void addEndpoint(Tx tx, String projectId, String endpointId) {
        tx.update("""
                INSERT INTO project_endpoint (project_id, endpoint_id) VALUES (:project, :endpoint)
                ON CONFLICT DO NOTHING
                """).bind("project", projectId).bind("endpoint", endpointId).execute();
    }

    /** Whether it was there. */
    public boolean removeEndpoint(Tx tx, String projectId, String endpointId) {
        return tx.update("DELETE FROM project_endpoint WHERE project_id = :project AND endpoint_id = :endpoint")
                        .bind("project", projectId)
                        .bind("endpoint", endpointId)
                        .execute()
                > 0;
    }

    public List<String> endpointsOf(Tx tx, String projectId) {
        return tx.query("SELECT endpoint_id FROM project_endpoint WHERE project_id = :id ORDER BY endpoint_id")
                .bind("id", projectId)
                .mapTo(String.class)
                .list();
    }

    public List<String> projectsWith(Tx tx, String endpointId) {
        return tx.query("SELECT project_id FROM project_endpoint WHERE endpoint_id = :id ORDER BY project_id")
                .bind("id", endpointId)
                .mapTo(String.class)
                .list();
    }

    /** Whether it was not there yet. */
    public boolean addGroup(Tx tx, String projectId, String groupId) {
        return tx.update("""
                        INSERT INTO project_endpoint_group (project_id, endpoint_group_id) VALUES (:project, :group)
                        ON CONFLICT DO NOTHING
                        """).bind("project", projectId).bind("group", groupId).execute() > 0;
    }

    /** Whether it was there. */
    public boolean removeGroup(Tx tx, String projectId, String groupId) {
        return tx.update("""
                        DELETE FROM project_endpoint_group
                        WHERE project_id = :project AND endpoint_group_id = :group
                        """).bind("project", projectId).bind("group", groupId).execute() > 0;
    }

    public List<EndpointGroup> groupsOf(Tx tx, String projectId) {
        return tx.query("""
                        SELECT id, name, description, filters
                        FROM endpoint_group JOIN project_endpoint_group ON endpoint_group_id = id
                        WHERE project_id = :id ORDER BY name, id
                        """).bind("id", projectId).mapTo(EndpointGroup.class).list();
    }

    public List<String> projectsOf(Tx tx, String groupId) {
        return tx.query("""
                        SELECT project_id FROM project_endpoint_group
                        WHERE endpoint_group_id = :id ORDER BY project_id
                        """).bind("id", groupId).mapTo(String.class).list();
    }
}
