package stratus.cinder.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import stratus.cinder.domain.Attachment;
import stratus.cinder.domain.AttachmentFilter;
import stratus.cinder.domain.AttachmentStatus;
import stratus.cinder.domain.Backend;
import stratus.cinder.domain.Group;
import stratus.cinder.domain.GroupFilter;
import stratus.cinder.domain.GroupSnapshot;
import stratus.cinder.domain.GroupStatus;
import stratus.cinder.domain.GroupType;
import stratus.cinder.domain.HostUsage;
import stratus.cinder.domain.Job;
import stratus.cinder.domain.Message;
import stratus.cinder.domain.MessageFilter;
import stratus.cinder.domain.QosSpec;
import stratus.cinder.domain.QosSpecFilter;
import stratus.cinder.domain.Snapshot;
import stratus.cinder.domain.SnapshotFilter;
import stratus.cinder.domain.SnapshotStatus;
import stratus.cinder.domain.Transfer;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeFilter;
import stratus.cinder.domain.VolumeFilter.Comparison;
import stratus.cinder.domain.VolumeFilter.Field;
import stratus.cinder.domain.VolumeFilter.Time;
import stratus.cinder.domain.VolumeStatus;
import stratus.cinder.domain.VolumeType;
import stratus.oslo.base.Ids.AttachmentId;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Ids.SnapshotId;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.base.Ids.VolumeId;
import stratus.oslo.db.Db;
import stratus.oslo.db.Page;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;

class StoresTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ProjectId PROJECT = new ProjectId(Callers.PROJECT);
    private static final UserId USER = new UserId("user");
    private static final Page.Request ALL = Page.Request.of(null, 10);

    static List<Db> databases() {
        return BothDatabases.of("cinder");
    }

    private static VolumeType type() {
        return new VolumeType("t1", "gold", null, true, Map.of("a", "b"), null, NOW, null);
    }

    private static Volume volume(String name, Map<String, String> metadata) {
        return new Volume(
                VolumeId.random(),
                PROJECT,
                USER,
                name,
                null,
                3,
                VolumeStatus.CREATING,
                "t1",
                "nova",
                null,
                false,
                false,
                null,
                null,
                null,
                null,
                metadata,
                Map.of(),
                null,
                NOW,
                null);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void volumesAreFoundByWhatTheyAre(Db db) {
        var types = new TypeStore(db);
        var volumes = new VolumeStore(db);
        var one = volume("one", Map.of("k", "100%_sure!"));
        var two = volume("two", Map.of("k", "v"));
        db.run(tx -> {
            types.insert(tx, type());
            volumes.insert(tx, one);
            volumes.insert(tx, two);
            volumes.place(tx, one.id(), "node@local");
            volumes.resize(tx, one.id(), 5);
            volumes.update(tx, one.with("uno", "d", one.metadata()).withFlags(true, true), NOW);
        });

        assertThat(volumes.list(filter("uno", Map.of("k", "100%_sure!"), VolumeStatus.CREATING), ALL)
                        .items())
                .extracting(Volume::id)
                .containsExactly(one.id());
        assertThat(volumes.list(filter(null, Map.of("k", "v"), null), ALL).items())
                .containsExactly(two);
        var total = db.read(tx -> volumes.total(tx, PROJECT, "t1"));
        assertThat(total.gigabytes()).isEqualTo(8);
        long allocated = db.read(tx -> volumes.allocated(tx, "node@local"));
        assertThat(allocated).isEqualTo(5);
        boolean used = db.read(tx -> volumes.usesType(tx, "t1"));
        assertThat(used).isTrue();
    }

    private static VolumeFilter filter(
            @Nullable String name, Map<String, String> metadata, @Nullable VolumeStatus status) {
        var exact = new HashMap<Field, Object>(Map.of(Field.AVAILABILITY_ZONE, "nova", Field.MULTIATTACH, false));
        if (name != null) {
            exact.put(Field.NAME, name);
        }
        if (status != null) {
            exact.put(Field.STATUS, status);
        }
        return new VolumeFilter(PROJECT, exact, null, List.of(time(Comparison.EQ)), metadata, Map.of());
    }

    private static Time time(Comparison comparison) {
        return new Time(true, comparison, NOW);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void onlyOneOfTwoRivalsAdvancesAVolume(Db db) {
        var volumes = new VolumeStore(db);
        var volume = volume("v", Map.of());
        db.run(tx -> {
            new TypeStore(db).insert(tx, type());
            volumes.insert(tx, volume);
        });

        assertThat(advance(db, volume, VolumeStatus.AVAILABLE)).isTrue();
        assertThat(advance(db, volume, VolumeStatus.ERROR)).isFalse();
        db.run(tx -> volumes.give(tx, volume.id(), new ProjectId("other"), USER));
        assertThat(db.read(tx -> volumes.find(tx, volume.id())).orElseThrow().status())
                .isEqualTo(VolumeStatus.AVAILABLE);
    }

    private static boolean advance(Db db, Volume volume, VolumeStatus to) {
        return db.write(tx -> new VolumeStore(db).advance(tx, volume.id(), Set.of(VolumeStatus.CREATING), to, NOW));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void snapshotsAttachmentsAndTransfersBelongToVolumes(Db db) {
        var volume = volume("v", Map.of());
        var snapshots = new SnapshotStore(db);
        var attachments = new AttachmentStore(db);
        var transfers = new TransferStore(db);
        var snapshot = new Snapshot(
                SnapshotId.random(),
                volume.id(),
                PROJECT,
                USER,
                "s",
                null,
                3,
                SnapshotStatus.AVAILABLE,
                null,
                null,
                Map.of("k", "v"),
                NOW,
                null);
        var attachment = new Attachment(
                AttachmentId.random(),
                volume.id(),
                PROJECT,
                ServerId.random(),
                null,
                null,
                "rw",
                AttachmentStatus.RESERVED,
                Map.of("host", "h"),
                Map.of(),
                null,
                NOW);
        var transfer = new Transfer("x", volume.id(), PROJECT, "gift", "salt", "hash", true, NOW);
        db.run(tx -> {
            new TypeStore(db).insert(tx, type());
            new VolumeStore(db).insert(tx, volume);
            snapshots.insert(tx, snapshot);
            attachments.insert(tx, attachment);
            transfers.insert(tx, transfer);
        });

        assertThat(snapshots
                        .list(new SnapshotFilter(PROJECT, null, "s", null, null, "nova", Map.of("k", "v")), ALL)
                        .items())
                .containsExactly(snapshot);
        assertThat(db.read(tx -> snapshots.total(tx, PROJECT, "t1")).gigabytes())
                .isEqualTo(3);
        List<Attachment> tied = db.read(tx -> attachments.of(tx, List.of(volume.id())));
        assertThat(tied).containsExactly(attachment);
        assertThat(attachments
                        .list(new AttachmentFilter(PROJECT, null, volume.id().text(), AttachmentStatus.RESERVED), ALL)
                        .items())
                .containsExactly(attachment);
        assertThat(transfers.list(PROJECT, "gift", ALL).items()).containsExactly(transfer);
        db.run(tx -> transfers.drop(tx, volume.id()));
        Optional<Transfer> left = db.read(tx -> transfers.find(tx, "x"));
        assertThat(left).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void jobsOfAResourceAreClaimedOneByOneAndByOneProcess(Db db) {
        var jobs = new JobStore(db);
        var first = job(NOW);
        var second = job(NOW.plusSeconds(1));
        db.run(tx -> {
            jobs.insert(tx, first);
            jobs.insert(tx, second);
        });
        var until = NOW.plus(Duration.ofMinutes(1));

        assertThat(claim(db, jobs, second, "a", NOW, until)).isFalse();
        assertThat(claim(db, jobs, first, "a", NOW, until)).isTrue();
        assertThat(claim(db, jobs, first, "b", NOW, until)).isFalse();
        assertThat(claim(db, jobs, first, "a", NOW, until)).isTrue();
        db.run(tx -> jobs.renew(tx, Set.of(first.id()), "a", until.plusSeconds(60)));
        assertThat(claim(db, jobs, first, "b", until.plusSeconds(1), until)).isFalse();
        assertThat(claim(db, jobs, first, "b", until.plusSeconds(61), until)).isTrue();
        db.run(tx -> jobs.delete(tx, first.id()));
        assertThat(all(db, jobs)).containsExactly(second);
        assertThat(claim(db, jobs, second, "a", NOW, until)).isTrue();
        db.run(tx -> jobs.drop(tx, "r"));
        assertThat(all(db, jobs)).isEmpty();
    }

    private static List<Job> all(Db db, JobStore jobs) {
        return db.read(jobs::all);
    }

    private static Job job(Instant at) {
        var caller = new Callers().of("member");
        return new Job(UUID.randomUUID().toString(), Job.Kind.CREATE_VOLUME, "r", Map.of("a", "b"), caller, at);
    }

    private static boolean claim(Db db, JobStore jobs, Job job, String owner, Instant now, Instant until) {
        return db.write(tx -> jobs.claim(tx, job.id(), owner, now, until));
    }

    @ParameterizedTest
    @MethodSource("databases")
    void backendsQuotasAndMessagesAreKept(Db db) {
        var backends = new BackendStore(db);
        var quotas = new QuotaStore(db);
        var messages = new MessageStore(db);
        var backend = new Backend("n@l", "nova", "l", "Stratus", "file", 10, 5, true, false, null, false, NOW);
        var message = new Message("m", PROJECT.value(), "req", "VOLUME", "r", "E", "ERROR", "text", NOW, NOW);
        db.run(tx -> {
            backends.report(tx, backend);
            backends.disable(tx, "n@l", true, "why");
            backends.report(tx, backend);
            quotas.set(tx, "p", "volumes", 3);
            quotas.set(tx, "p", "volumes", 4);
            quotas.setClass(tx, "default", "volumes", 5);
            messages.insert(tx, message);
        });

        assertThat(db.read(tx -> backends.find(tx, "n@l")).orElseThrow().disabledReason())
                .isEqualTo("why");
        Map<String, Long> own = db.read(tx -> quotas.of(tx, "p"));
        assertThat(own).containsEntry("volumes", 4L);
        Map<String, Long> classes = db.read(tx -> quotas.ofClass(tx, "default"));
        assertThat(classes).containsEntry("volumes", 5L);
        var filter = new MessageFilter("E", "ERROR", "req", "r", "VOLUME");
        assertThat(messages.list(PROJECT.value(), filter, ALL).items()).containsExactly(message);
        db.run(tx -> messages.expire(tx, NOW.plusSeconds(1)));
        Optional<Message> left = db.read(tx -> messages.find(tx, "m"));
        assertThat(left).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aTypeHasTheQosSpecsThatItIsAssociatedWith(Db db) {
        var all = new QosSpecStore(db);
        var types = new TypeStore(db);
        var spec = new QosSpec("q1", "fast", "both", Map.of("a", "b"), NOW, null);
        var other = new QosSpec("q2", "slow", "back-end", Map.of(), NOW, null);
        db.run(tx -> {
            types.insert(tx, type());
            all.insert(tx, spec);
            all.insert(tx, other);
            all.associate(tx, "q1", "t1");
            all.disassociate(tx, "q2", "t1");
            all.update(tx, other.with("front-end", Map.of("c", "d"), NOW));
        });
        assertThat(ofType(db, all)).isEqualTo(spec);
        assertThat(all.list(new QosSpecFilter(null, null, "front-end"), ALL).items())
                .extracting(QosSpec::specs)
                .containsExactly(Map.of("c", "d"));
        db.run(tx -> {
            all.disassociateAll(tx, "q1");
            all.delete(tx, "q1");
        });
        assertThat(ofType(db, all)).isNull();
        boolean taken = db.read(tx -> all.taken(tx, "fast"));
        assertThat(taken).isFalse();
    }

    private static @Nullable QosSpec ofType(Db db, QosSpecStore all) {
        return db.read(tx -> all.ofType(tx, "t1")).orElse(null);
    }

    @ParameterizedTest
    @MethodSource("databases")
    void aBackendKnowsWhatProjectsHaveThere(Db db) {
        var backends = new BackendStore(db);
        var volume = volume("v", Map.of());
        db.run(tx -> {
            new TypeStore(db).insert(tx, type());
            new VolumeStore(db).insert(tx, volume);
            new VolumeStore(db).place(tx, volume.id(), "n@l");
        });
        var usage = db.read(tx -> backends.usage(tx, "n@l"));
        assertThat(usage).containsExactly(new HostUsage(PROJECT.value(), 1, 3, 0, 0));
        var none = db.read(tx -> backends.usage(tx, "m@l"));
        assertThat(none).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("databases")
    void volumesAndSnapshotsAreFoundByTheirGroup(Db db) {
        var groups = new GroupStore(db);
        var shots = new GroupSnapshotStore(db);
        var volumes = new VolumeStore(db);
        var volume = volume("v", Map.of());
        var type = new GroupType("gt", "g", null, true, Map.of("a", "b"), NOW, null);
        var group = new Group(
                "g1",
                PROJECT,
                USER,
                "one",
                null,
                "gt",
                "nova",
                "n@l",
                GroupStatus.CREATING,
                List.of("t1"),
                "gs0",
                null,
                NOW,
                null);
        var shot = new GroupSnapshot("gs1", "g1", "gt", PROJECT, USER, "s", null, GroupStatus.AVAILABLE, NOW, null);
        db.run(tx -> {
            new TypeStore(db).insert(tx, type());
            new GroupTypeStore(db).insert(tx, type);
            groups.insert(tx, group);
            shots.insert(tx, shot);
            volumes.insert(tx, volume);
            volumes.join(tx, volume.id(), "g1");
        });
        var inGroup = db.read(tx -> volumes.inGroup(tx, "g1"));
        assertThat(inGroup).extracting(Volume::id).containsExactly(volume.id());
        var filter = new GroupFilter(PROJECT, null, "one", GroupStatus.CREATING, null);
        assertThat(groups.list(filter, ALL).items()).containsExactly(group);
        assertThat(shots.list(new GroupFilter(null, null, null, null, "g1"), ALL)
                        .items())
                .containsExactly(shot);
        assertThat(new GroupTypeStore(db).list(true, ALL).items()).containsExactly(type);
        boolean used = db.read(tx -> groups.beingMadeFrom(tx, "gs0") && groups.usesType(tx, "gt"));
        assertThat(used).isTrue();
        boolean again =
                db.write(tx -> groups.advance(tx, "g1", Set.of(GroupStatus.AVAILABLE), GroupStatus.DELETING, NOW));
        assertThat(again).isFalse();
    }
}
