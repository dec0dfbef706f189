package stratus.cinder.app;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Attachment;
import stratus.cinder.domain.AttachmentStatus;
import stratus.cinder.domain.Backup;
import stratus.cinder.domain.Job;
import stratus.cinder.domain.NewVolume;
import stratus.cinder.domain.SnapshotStatus;
import stratus.cinder.domain.Viewer;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeFilter;
import stratus.cinder.domain.VolumeStatus;
import stratus.cinder.domain.VolumeType;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** Everything that can be done to volumes but attaching them. */
public final class Volumes {
    private final Stores stores;
    private final Types types;
    private final Quotas quotas;
    private final Sources sources;
    private final Jobs jobs;
    private final String zone;

    /** {@code zone} is that of volumes that ask for none. */
    public Volumes(Stores stores, Types types, Quotas quotas, Sources sources, Jobs jobs, String zone) {
        this.stores = stores;
        this.types = types;
        this.quotas = quotas;
        this.sources = sources;
        this.jobs = jobs;
        this.zone = zone;
    }

    /** A volume with what the API shows beside it. */
    public record Seen(Volume volume, VolumeType type, List<Attachment> attachments) {}

    /** Records the volume as creating; returns before its backend has made it. */
    public Seen create(Viewer who, NewVolume wanted) {
        var source = sources.of(who, wanted);
        var id = VolumeId.random();
        var job = stores.db().write(tx -> create(tx, who, wanted, source, id));
        var seen = get(who, id);
        jobs.start(job);
        return seen;
    }

    /** The same for one of many; the job is to be started once the transaction is committed. */
    Job create(Tx tx, Viewer who, NewVolume wanted) {
        var source = sources.of(tx, who, wanted);
        return create(tx, who, wanted, source, VolumeId.random());
    }

    private Job create(Tx tx, Viewer who, NewVolume wanted, Sources.Source source, VolumeId id) {
        var type = type(tx, who, wanted, source);
        var owner = who.caller().projectId();
        Groups.refuseUnfit(stores, tx, who, wanted, type);
        quotas.claim(tx, owner, type, new Quotas.Claim(1, 0, source.size(), source.size()));
        Encryptions.refuse(stores, tx, type);
        var volume = new Volume(
                id,
                owner,
                who.caller().userId(),
                wanted.name(),
                wanted.description(),
                source.size(),
                VolumeStatus.CREATING,
                type.id(),
                zone(tx, wanted, source),
                source.host(),
                source.bootable(),
                Types.multiattach(type),
                null,
                wanted.snapshot(),
                wanted.source(),
                wanted.image(),
                wanted.metadata(),
                source.imageMetadata(),
                wanted.group(),
                stores.now(),
                null);
        stores.volumes().insert(tx, volume);
        stores.log(tx, who.caller(), Operation.CREATED, volume);
        return jobs.record(tx, who.caller(), Job.Kind.CREATE_VOLUME, id, wanted.hints());
    }

    /** A new volume that gets a backup's data. */
    void restoring(Tx tx, Viewer who, VolumeId id, Backup backup, String name) {
        var owner = who.caller().projectId();
        var type = types.defaultOf(tx, owner);
        quotas.claim(tx, owner, type, new Quotas.Claim(1, 0, backup.size(), backup.size()));
        Encryptions.refuse(stores, tx, type);
        var volume = new Volume(
                id,
                owner,
                who.caller().userId(),
                name,
                "auto-created_from_restore_from_backup",
                backup.size(),
                VolumeStatus.RESTORING_BACKUP,
                type.id(),
                zone,
                backup.host(),
                false,
                Types.multiattach(type),
                null,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                null,
                stores.now(),
                null);
        stores.volumes().insert(tx, volume);
        stores.log(tx, who.caller(), Operation.CREATED, volume);
    }

    private VolumeType type(Tx tx, Viewer who, NewVolume wanted, Sources.Source source) {
        if (wanted.type() != null) {
            return types.visible(tx, who, wanted.type());
        }
        var inherited = source.type();
        return inherited == null
                ? types.defaultOf(tx, who.caller().projectId())
                : stores.types().find(tx, inherited).orElseThrow();
    }

    private String zone(Tx tx, NewVolume wanted, Sources.Source source) {
        if (source.zone() != null) {
            return source.zone();
        }
        var asked = wanted.zone();
        if (asked == null) {
            return zone;
        }
        Backends.refuseUnknown(stores, tx, asked, zone);
        return asked;
    }

    public Seen get(Viewer who, VolumeId id) {
        return stores.db().read(tx -> seen(tx, visible(tx, who, id)));
    }

    Volume visible(Tx tx, Viewer who, VolumeId id) {
        return stores.volumes()
                .find(tx, id)
                .filter(v -> who.sees(v.projectId()))
                .orElseThrow(() -> new Fault.NotFound("Volume", id.text()));
    }

    private Seen seen(Tx tx, Volume volume) {
        var type = stores.types().find(tx, volume.volumeTypeId()).orElseThrow();
        return new Seen(volume, type, stores.attachments().of(tx, volume.id()));
    }

    public Page<Seen> list(VolumeFilter filter, Page.Request page) {
        refuseUnknown(page.marker());
        var volumes = stores.volumes().list(filter, page);
        return stores.db().read(tx -> {
            var named = stores.types().all(tx).stream().collect(Collectors.toMap(VolumeType::id, t -> t));
            var ids = volumes.items().stream().map(Volume::id).toList();
            var attached =
                    stores.attachments().of(tx, ids).stream().collect(Collectors.groupingBy(Attachment::volumeId));
            return volumes.map(v -> new Seen(
                    v, Objects.requireNonNull(named.get(v.volumeTypeId())), attached.getOrDefault(v.id(), List.of())));
        });
    }

    private void refuseUnknown(@Nullable String marker) {
        if (marker != null
                && stores.db()
                        .read(tx -> stores.volumes().find(tx, VolumeId.parse(marker)))
                        .isEmpty()) {
            throw new Fault.NotFound("Volume", marker);
        }
    }

    public long count(VolumeFilter filter) {
        return stores.volumes()
                .list(filter, Page.Request.of(null, Integer.MAX_VALUE - 1))
                .items()
                .size();
    }

    /** Name, description, metadata and flags; the status stays as it is. */
    public Seen update(Caller caller, VolumeId id, UnaryOperator<Volume> change) {
        return stores.db().write(tx -> {
            var before = stores.volumes().find(tx, id).orElseThrow(() -> new Fault.NotFound("Volume", id.text()));
            stores.volumes().update(tx, change.apply(before), stores.now());
            var after = stores.volumes().find(tx, id).orElseThrow();
            stores.log(tx, caller, Operation.UPDATED, after);
            return seen(tx, after);
        });
    }

    /** Marks the volume as deleting; {@code cascade} takes its snapshots along. */
    public void delete(Viewer who, VolumeId id, boolean cascade) {
        delete(who, id, cascade, VolumeStatus.DELETABLE);
    }

    /** Whatever its status, unless a server has it. */
    public void forceDelete(Viewer who, VolumeId id, boolean cascade) {
        delete(who, id, cascade, EnumSet.allOf(VolumeStatus.class));
    }

    private void delete(Viewer who, VolumeId id, boolean cascade, Set<VolumeStatus> from) {
        var job = stores.db().write(tx -> {
            boolean attached =
                    stores.attachments().of(tx, id).stream().anyMatch(a -> a.status() == AttachmentStatus.ATTACHED);
            var snapshots = stores.snapshots().of(tx, id);
            var volume = stores.volumes().find(tx, id);
            Backends.refuseFrozen(stores, tx, volume.map(Volume::host).orElse(null));
            boolean grouped = volume.map(Volume::groupId).isPresent();
            if (attached || grouped || (!cascade && !snapshots.isEmpty())) {
                throw unfit(from);
            }
            for (var snapshot : snapshots) {
                boolean free = who.sees(snapshot.projectId())
                        && stores.advance(
                                tx, who.caller(), snapshot.id(), Snapshots.DELETABLE, SnapshotStatus.DELETING);
                if (!free) {
                    throw unfit(from);
                }
            }
            if (!stores.advance(tx, who.caller(), id, from, VolumeStatus.DELETING)) {
                throw unfit(from);
            }
            return jobs.record(tx, who.caller(), Job.Kind.DELETE_VOLUME, id);
        });
        jobs.start(job);
    }

    private static Fault unfit(Set<VolumeStatus> from) {
        var states = from.equals(VolumeStatus.DELETABLE) ? "status must be %s and must".formatted(or(from)) : "must";
        return new Fault.Invalid(("Invalid volume: Volume %s not be migrating, attached, belong"
                        + " to a group, have snapshots, awaiting a transfer, or be disassociated from snapshots after"
                        + " volume transfer.")
                .formatted(states));
    }

    static String or(Set<VolumeStatus> from) {
        return from.stream().sorted().map(VolumeStatus::text).collect(Collectors.joining(" or "));
    }

    /** Grows the volume; {@code from} says in which states that may be. */
    public void extend(Viewer who, VolumeId id, int to, Set<VolumeStatus> from) {
        var job = stores.db().write(tx -> {
            var volume = visible(tx, who, id);
            var type = stores.types().find(tx, volume.volumeTypeId()).orElseThrow();
            if (to <= volume.size()) {
                throw new Fault.Invalid(
                        "Invalid input received: New size for extend must be greater than current size. (current: %d, extended: %d)."
                                .formatted(volume.size(), to));
            }
            quotas.claim(tx, volume.projectId(), type, new Quotas.Claim(0, 0, to - volume.size(), to));
            if (!stores.volumes().advance(tx, id, from, VolumeStatus.EXTENDING, stores.now())) {
                throw new Fault.Invalid("Invalid volume: Volume %s status must be '%s' to extend, currently %s."
                        .formatted(id.text(), or(from), volume.status().text()));
            }
            stores.volumes().resize(tx, id, to);
            stores.volumes().find(tx, id).ifPresent(v -> stores.log(tx, who.caller(), Operation.UPDATED, v));
            return jobs.record(tx, who.caller(), Job.Kind.EXTEND_VOLUME, id);
        });
        jobs.start(job);
    }

    /** Compare and set by request; what is not in one of {@code from} is refused by {@code otherwise}. */
    public void advance(Caller caller, VolumeId id, Set<VolumeStatus> from, VolumeStatus to, String action) {
        stores.db().run(tx -> {
            if (!stores.advance(tx, caller, id, from, to)) {
                var now = stores.volumes().find(tx, id).orElseThrow(() -> new Fault.NotFound("Volume", id.text()));
                throw new Fault.Invalid("Invalid volume: Volume status must be %s to %s, but current status is: %s."
                        .formatted(or(from), action, now.status().text()));
            }
        });
    }

    /** How many there are, of how many GiB, and what their metadata says. */
    public record Summary(int count, long size, Map<String, Set<String>> metadata) {}

    public Summary summary(VolumeFilter filter) {
        var all = stores.volumes()
                .list(filter, Page.Request.of(null, Integer.MAX_VALUE - 1))
                .items();
        var metadata = new LinkedHashMap<String, Set<String>>();
        all.forEach(v -> v.metadata()
                .forEach((key, value) -> metadata.computeIfAbsent(key, _ -> new LinkedHashSet<>())
                        .add(value)));
        return new Summary(all.size(), all.stream().mapToLong(Volume::size).sum(), metadata);
    }
}
