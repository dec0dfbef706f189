package stratus.neutron.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code ip_allocation} and {@code port_security_group}: what ports hold. */
public final class AddressStore {
    public AddressStore(Db db) {
        db.rows(Allocation.class);
    }

    public record Allocation(String networkId, String ipAddress, String subnetId, String portId) {}

    public void insert(Tx tx, Allocation allocation) {
        tx.update("""
                INSERT INTO ip_allocation (network_id, ip_address, subnet_id, port_id)
                VALUES (:networkId, :ipAddress, :subnetId, :portId)
                """).bindMethods(allocation).execute();
    }

    public void release(Tx tx, String port) {
        tx.update("DELETE FROM ip_allocation WHERE port_id = :port")
                .bind("port", port)
                .execute();
    }

    public Set<String> taken(Tx tx, String network) {
        return new HashSet<>(tx.query("SELECT ip_address FROM ip_allocation WHERE network_id = :network")
                .bind("network", network)
                .mapTo(String.class)
                .list());
    }

    public List<Allocation> ofSubnet(Tx tx, String subnet) {
        return tx.query("""
                        SELECT network_id, ip_address, subnet_id, port_id FROM ip_allocation
                        WHERE subnet_id = :subnet ORDER BY ip_address
                        """).bind("subnet", subnet).mapTo(Allocation.class).list();
    }

    public void setGroups(Tx tx, String port, List<String> groups) {
        tx.update("DELETE FROM port_security_group WHERE port_id = :port")
                .bind("port", port)
                .execute();
        addGroups(tx, port, groups);
    }

    public void addGroups(Tx tx, String port, List<String> groups) {
        for (var group : groups) {
            tx.update("INSERT INTO port_security_group (port_id, security_group_id) VALUES (:port, :group)")
                    .bind("port", port)
                    .bind("group", group)
                    .execute();
        }
    }

    public List<String> portsOf(Tx tx, String group) {
        return tx.query("SELECT port_id FROM port_security_group WHERE security_group_id = :group ORDER BY port_id")
                .bind("group", group)
                .mapTo(String.class)
                .list();
    }
}
