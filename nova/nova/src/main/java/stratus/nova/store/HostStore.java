package stratus.nova.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.generic.GenericType;
import stratus.nova.domain.Host;
import stratus.oslo.db.Db;
import stratus.oslo.db.ListQuery;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** SQL over {@code host}: the hypervisors and what each has and uses. */
public final class HostStore {
    private static final String COLUMNS = "id, number, host, hypervisor_hostname, hypervisor_type, hypervisor_version,"
            + " host_ip, vcpus, vcpus_used, memory_mb, memory_mb_used, disk_gb, disk_gb_used, disk_available_gb,"
            + " running_vms, uptime, cpu_info, updated_at";

    private final Db db;

    public HostStore(Db db) {
        this.db = db.rows(Host.class).json(new GenericType<Map<String, Object>>() {});
    }

    /** Keeps what a host says of itself; its number is given here on the first report, and {@code host}'s is ignored. */
    public void report(Tx tx, Host host) {
        db.lock(tx, "", "host");
        tx.update("""
                INSERT INTO host (id, number, host, hypervisor_hostname, hypervisor_type, hypervisor_version, host_ip,
                    vcpus, vcpus_used, memory_mb, memory_mb_used, disk_gb, disk_gb_used, disk_available_gb,
                    running_vms, uptime, cpu_info, updated_at)
                VALUES (:id, (SELECT COALESCE(MAX(number), 0) + 1 FROM host), :host, :hypervisorHostname,
                    :hypervisorType, :hypervisorVersion, :hostIp, :vcpus, :vcpusUsed, :memoryMb, :memoryMbUsed,
                    :diskGb, :diskGbUsed, :diskAvailableGb, :runningVms, :uptime, :cpuInfo, :updatedAt)
                ON CONFLICT (id) DO UPDATE SET host = excluded.host,
                    hypervisor_hostname = excluded.hypervisor_hostname, hypervisor_type = excluded.hypervisor_type,
                    hypervisor_version = excluded.hypervisor_version, host_ip = excluded.host_ip,
                    vcpus = excluded.vcpus, vcpus_used = excluded.vcpus_used, memory_mb = excluded.memory_mb,
                    memory_mb_used = excluded.memory_mb_used, disk_gb = excluded.disk_gb,
                    disk_gb_used = excluded.disk_gb_used, disk_available_gb = excluded.disk_available_gb,
                    running_vms = excluded.running_vms, uptime = excluded.uptime, cpu_info = excluded.cpu_info,
                    updated_at = excluded.updated_at
                """).bindMethods(host).execute();
    }

    public Optional<Host> find(UUID id) {
        return db.read(tx -> tx.query("SELECT " + COLUMNS + " FROM host WHERE id = :id")
                .bind("id", id)
                .mapTo(Host.class)
                .findOne());
    }

    /** The hypervisors of one {@code nova-compute}: as a rule, one. */
    public List<Host> of(String host) {
        return db.read(tx -> tx.query("SELECT " + COLUMNS + " FROM host WHERE host = :host ORDER BY number")
                .bind("host", host)
                .mapTo(Host.class)
                .list());
    }

    public Page<Host> list(Page.Request page) {
        return ListQuery.from("host", COLUMNS).page(page).run(db, Host.class);
    }

    public List<Host> all() {
        return db.read(tx -> tx.query("SELECT " + COLUMNS + " FROM host ORDER BY number")
                .mapTo(Host.class)
                .list());
    }

    public void deleteOf(Tx tx, String host) {
        tx.update("DELETE FROM host WHERE host = :host").bind("host", host).execute();
    }
}
