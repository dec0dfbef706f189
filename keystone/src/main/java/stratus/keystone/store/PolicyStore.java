package stratus.keystone.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import stratus.keystone.domain.PolicyAssociation;
import stratus.keystone.domain.PolicyBlob;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code policy} and {@code policy_association}. */
public final class PolicyStore {
    public PolicyStore(Db db) {
        db.rows(PolicyBlob.class, PolicyAssociation.class).json(new GenericType<Map<String, Object>>() {});
    }

    public void insert(Tx tx, PolicyBlob policy) {
        tx.update("INSERT INTO policy (id, type, blob, extra) VALUES (:id, :type, :blob, :extra)")
                .bindMethods(policy)
                .execute();
    }

    public void update(Tx tx, PolicyBlob policy) {
        tx.update("UPDATE policy SET type = :type, blob = :blob, extra = :extra WHERE id = :id")
                .bindMethods(policy)
                .execute();
    }

    public void delete(Tx tx, String id) {
        tx.update("DELETE FROM policy WHERE id = :id").bind("id", id).execute();
    }

    public Optional<PolicyBlob> find(Tx tx, String id) {
        return tx.query("SELECT id, type, blob, extra FROM policy WHERE id = :id")
                .bind("id", id)
                .mapTo(PolicyBlob.class)
                .findOne();
    }

    public List<PolicyBlob> list(Tx tx) {
        return tx.query("SELECT id, type, blob, extra FROM policy ORDER BY id")
                .mapTo(PolicyBlob.class)
                .list();
    }

    /** Takes the place of another policy for the same. */
    public void associate(Tx tx, PolicyAssociation association) {
        tx.update("""
                INSERT INTO policy_association (policy_id, endpoint_id, service_id, region_id)
                VALUES (:policyId, :endpointId, :serviceId, :regionId)
                ON CONFLICT (endpoint_id, service_id, region_id) DO UPDATE SET policy_id = :policyId
                """).bindMethods(association).execute();
    }

    public void dissociate(Tx tx, PolicyAssociation association) {
        tx.update("""
                DELETE FROM policy_association WHERE policy_id = :policyId AND endpoint_id = :endpointId
                    AND service_id = :serviceId AND region_id = :regionId
                """).bindMethods(association).execute();
    }

    public List<PolicyAssociation> associations(Tx tx) {
        return tx.query("SELECT policy_id, endpoint_id, service_id, region_id FROM policy_association")
                .mapTo(PolicyAssociation.class)
                .list();
    }
}
