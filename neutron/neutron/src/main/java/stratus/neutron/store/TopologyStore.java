package stratus.neutron.store;

import java.util.Optional;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code auto_allocated_topology}. */
public final class TopologyStore {
    public TopologyStore(Db db) {
        db.rows(Topology.class);
    }

    public record Topology(String projectId, String networkId, String routerId) {}

    public Optional<Topology> find(Tx tx, String project) {
        return tx.query("SELECT project_id, network_id, router_id FROM auto_allocated_topology WHERE project_id = :id")
                .bind("id", project)
                .mapTo(Topology.class)
                .findOne();
    }

    public void insert(Tx tx, Topology topology) {
        tx.update("""
                INSERT INTO auto_allocated_topology (project_id, network_id, router_id)
                VALUES (:projectId, :networkId, :routerId)
                """).bindMethods(topology).execute();
    }

    public void delete(Tx tx, String project) {
        tx.update("DELETE FROM auto_allocated_topology WHERE project_id = :id")
                .bind("id", project)
                .execute();
    }
}
