package stratus.cinder.app;

import java.util.LinkedHashMap;
import java.util.Map;
import stratus.cinder.domain.VolumeType;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.Tx;

/** How much a project may have, counted from what exists. */
public final class Quotas {
    public static final String DEFAULT_CLASS = "default";
    private static final Map<String, Long> USUAL = usual();

    private final Stores stores;

    public Quotas(Stores stores) {
        this.stores = stores;
    }

    private static Map<String, Long> usual() {
        var all = new LinkedHashMap<String, Long>();
        all.put("per_volume_gigabytes", -1L);
        all.put("volumes", 10L);
        all.put("gigabytes", 1000L);
        all.put("snapshots", 10L);
        all.put("backups", 10L);
        all.put("backup_gigabytes", 1000L);
        all.put("groups", 10L);
        return all;
    }

    /** Refuses what does not fit; what passes keeps its place until the transaction's end. */
    void claim(Tx tx, ProjectId project, VolumeType type, Claim claim) {
        stores.db().lock(tx, project.value(), "cinder");
        var limits = limits(tx, project.value());
        long perVolume = limits.getOrDefault("per_volume_gigabytes", -1L);
        if (perVolume >= 0 && claim.largest() > perVolume) {
            throw new Fault.OverQuota("Requested volume size %dG is larger than maximum allowed limit %dG."
                    .formatted(claim.largest(), perVolume));
        }
        var used = usage(tx, project);
        gigabytes("gigabytes", claim, limits, used);
        gigabytes("gigabytes_" + type.name(), claim, limits, used);
        count("volumes", "volumes", claim.volumes(), limits, used);
        count("volumes", "volumes_" + type.name(), claim.volumes(), limits, used);
        count("snapshots", "snapshots", claim.snapshots(), limits, used);
        count("snapshots", "snapshots_" + type.name(), claim.snapshots(), limits, used);
    }

    /** The same for one more backup. */
    void claimBackup(Tx tx, ProjectId project, int size) {
        stores.db().lock(tx, project.value(), "cinder");
        var limits = limits(tx, project.value());
        var used = stores.backups().total(tx, project);
        long most = limits.getOrDefault("backups", -1L);
        if (most >= 0 && used.count() + 1 > most) {
            throw new Fault.OverQuota("Maximum number of backups allowed (%d) exceeded".formatted(most));
        }
        long room = limits.getOrDefault("backup_gigabytes", -1L);
        if (room >= 0 && used.gigabytes() + size > room) {
            throw new Fault.OverQuota(
                    ("Requested backup exceeds allowed Backup gigabytes quota. Requested %dG, quota is"
                                    + " %dG and %dG has been consumed.")
                            .formatted(size, room, used.gigabytes()));
        }
    }

    /** The same for one more group. */
    void claimGroup(Tx tx, ProjectId project) {
        stores.db().lock(tx, project.value(), "cinder");
        long most = limits(tx, project.value()).getOrDefault("groups", -1L);
        if (most >= 0 && stores.groups().count(tx, project) + 1 > most) {
            throw new Fault.OverQuota("Maximum number of groups allowed (%d) exceeded".formatted(most));
        }
    }

    /** The same for a volume that gets another type: it counts already, but not for that type. */
    void claimType(Tx tx, ProjectId project, VolumeType type, int size) {
        stores.db().lock(tx, project.value(), "cinder");
        var limits = limits(tx, project.value());
        var used = usage(tx, project);
        gigabytes("gigabytes_" + type.name(), new Claim(1, 0, size, size), limits, used);
        count("volumes", "volumes_" + type.name(), 1, limits, used);
    }

    /** What is asked for: so many volumes and snapshots, of so many GiB in all; {@code largest} of them one volume's. */
    record Claim(int volumes, int snapshots, int gigabytes, int largest) {}

    private static void gigabytes(String name, Claim claim, Map<String, Long> limits, Map<String, Long> used) {
        long limit = limits.getOrDefault(name, -1L);
        long consumed = used.getOrDefault(name, 0L);
        if (limit >= 0 && claim.gigabytes() > 0 && consumed + claim.gigabytes() > limit) {
            throw new Fault.OverQuota(("Requested volume or snapshot exceeds allowed %s quota. Requested %dG, quota is"
                            + " %dG and %dG has been consumed.")
                    .formatted(name, claim.gigabytes(), limit, consumed));
        }
    }

    private static void count(String kind, String name, int more, Map<String, Long> limits, Map<String, Long> used) {
        long limit = limits.getOrDefault(name, -1L);
        if (limit >= 0 && more > 0 && used.getOrDefault(name, 0L) + more > limit) {
            throw new Fault.OverQuota(
                    kind.equals("volumes")
                            ? "Maximum number of volumes allowed (%d) exceeded for quota '%s'.".formatted(limit, name)
                            : "Maximum number of snapshots allowed (%d) exceeded".formatted(limit));
        }
    }

    /** Every resource's limit: the project's own, else the default class's, else the usual. */
    Map<String, Long> limits(Tx tx, String project) {
        var all = defaults(tx);
        all.putAll(stores.quotas().of(tx, project));
        return all;
    }

    private Map<String, Long> defaults(Tx tx) {
        var all = new LinkedHashMap<>(USUAL);
        for (var type : stores.types().all(tx)) {
            for (var kind : new String[] {"volumes_", "gigabytes_", "snapshots_"}) {
                all.put(kind + type.name(), -1L);
            }
        }
        all.putAll(stores.quotas().ofClass(tx, DEFAULT_CLASS));
        return all;
    }

    private Map<String, Long> usage(Tx tx, ProjectId project) {
        var all = new LinkedHashMap<String, Long>();
        var volumes = stores.volumes().total(tx, project, null);
        var snapshots = stores.snapshots().total(tx, project, "");
        var backups = stores.backups().total(tx, project);
        all.put("backups", backups.count());
        all.put("backup_gigabytes", backups.gigabytes());
        all.put("groups", stores.groups().count(tx, project));
        all.put("volumes", volumes.count());
        all.put("snapshots", snapshots.count());
        all.put("gigabytes", volumes.gigabytes() + snapshots.gigabytes());
        for (var type : stores.types().all(tx)) {
            var mine = stores.volumes().total(tx, project, type.id());
            var shots = stores.snapshots().total(tx, project, type.id());
            all.put("volumes_" + type.name(), mine.count());
            all.put("snapshots_" + type.name(), shots.count());
            all.put("gigabytes_" + type.name(), mine.gigabytes() + shots.gigabytes());
        }
        return all;
    }

    /** A limit, and how much of it is used. */
    public record Usage(long limit, long inUse) {}

    public Map<String, Usage> of(String project) {
        return stores.db().read(tx -> {
            var used = usage(tx, new ProjectId(project));
            var all = new LinkedHashMap<String, Usage>();
            limits(tx, project).forEach((name, limit) -> all.put(name, new Usage(limit, used.getOrDefault(name, 0L))));
            return all;
        });
    }

    public Map<String, Long> defaults() {
        return stores.db().read(this::defaults);
    }

    /** A class's own limits over the defaults. */
    public Map<String, Long> ofClass(String name) {
        return stores.db().read(tx -> {
            var all = defaults(tx);
            all.putAll(stores.quotas().ofClass(tx, name));
            return all;
        });
    }

    /** Refuses unknown resources, and limits below what is there. */
    public void set(Caller caller, String project, Map<String, Long> limits) {
        stores.db().run(tx -> {
            refuseUnknown(defaults(tx), limits);
            stores.db().lock(tx, project, "cinder");
            var used = usage(tx, new ProjectId(project));
            limits.forEach((name, limit) -> {
                refuseLess(name, limit, used.getOrDefault(name, 0L));
                stores.quotas().set(tx, project, name, limit);
            });
            stores.changes().append(tx, caller, ChangeLog.Operation.UPDATED, "quota", project, project, null);
        });
    }

    private static void refuseLess(String name, long limit, long used) {
        if (limit != -1 && limit < used && !name.equals("per_volume_gigabytes")) {
            throw new Fault.Invalid(("Quota %s limit must be equal or greater than existing resources. Current usage is"
                            + " %d and the requested limit is %d.")
                    .formatted(name, used, limit));
        }
    }

    private static void refuseUnknown(Map<String, Long> known, Map<String, Long> limits) {
        for (var name : limits.keySet()) {
            if (!known.containsKey(name)) {
                throw new Fault.Invalid("Invalid input for field/attribute quota_set. Additional properties are not"
                        + " allowed ('%s' was unexpected)".formatted(name));
            }
        }
    }

    public void setClass(Caller caller, String className, Map<String, Long> limits) {
        stores.db().run(tx -> {
            refuseUnknown(defaults(tx), limits);
            limits.forEach((name, limit) -> stores.quotas().setClass(tx, className, name, limit));
            stores.changes().append(tx, caller, ChangeLog.Operation.UPDATED, "quota_class", className, null, null);
        });
    }

    /** Back to the defaults. */
    public void reset(Caller caller, String project) {
        stores.db().run(tx -> {
            stores.quotas().delete(tx, project);
            stores.changes().append(tx, caller, ChangeLog.Operation.DELETED, "quota", project, project, null);
        });
    }
}
