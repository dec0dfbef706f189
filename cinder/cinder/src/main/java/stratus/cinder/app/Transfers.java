package stratus.cinder.app;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Snapshot;
import stratus.cinder.domain.SnapshotStatus;
import stratus.cinder.domain.Transfer;
import stratus.cinder.domain.Viewer;
import stratus.cinder.domain.Volume;
import stratus.cinder.domain.VolumeStatus;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.base.Secret;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Page;
import stratus.oslo.db.Tx;

/** Volumes that go from one project to another. */
public final class Transfers {
    private static final String HMAC = "HmacSHA256";

    private final Stores stores;
    private final Quotas quotas;
    private final SecureRandom random = new SecureRandom();

    public Transfers(Stores stores, Quotas quotas) {
        this.stores = stores;
        this.quotas = quotas;
    }

    /** An offer, and the key that is told this once. */
    public record Offer(Transfer transfer, Secret key) {}

    public Offer create(Caller caller, Volume volume, @Nullable String name, boolean noSnapshots) {
        var salt = hex(4);
        var key = new Secret(hex(8));
        var transfer = new Transfer(
                UUID.randomUUID().toString(),
                volume.id(),
                volume.projectId(),
                name,
                salt,
                hash(salt, key.value()),
                noSnapshots,
                stores.now());
        stores.db().run(tx -> {
            if (!noSnapshots) {
                stores.snapshots().of(tx, volume.id()).forEach(Transfers::refuseUnfit);
            }
            if (!advance(tx, caller, volume, VolumeStatus.AVAILABLE, VolumeStatus.AWAITING_TRANSFER)) {
                throw new Fault.Invalid("Invalid volume: status must be available");
            }
            stores.transfers().insert(tx, transfer);
            log(tx, caller, Operation.CREATED, transfer);
        });
        return new Offer(transfer, key);
    }

    private static void refuseUnfit(Snapshot snapshot) {
        if (snapshot.status() != SnapshotStatus.AVAILABLE) {
            throw new Fault.Invalid("Invalid snapshot: snapshot: %s status must be available"
                    .formatted(snapshot.id().text()));
        }
    }

    private boolean advance(Tx tx, Caller caller, Volume volume, VolumeStatus from, VolumeStatus to) {
        return stores.advance(tx, caller, volume.id(), Set.of(from), to);
    }

    private void log(Tx tx, Caller caller, Operation operation, Transfer transfer) {
        var after = operation == Operation.DELETED ? null : transfer;
        var project = transfer.sourceProjectId().value();
        stores.changes().append(tx, caller, operation, "transfer", transfer.id(), project, after);
    }

    private String hex(int bytes) {
        var all = new byte[bytes];
        random.nextBytes(all);
        return HexFormat.of().formatHex(all);
    }

    private static String hash(String salt, String key) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.UTF_8), HMAC));
            return HexFormat.of().formatHex(mac.doFinal(key.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Transfer get(Viewer who, String id) {
        return stores.db()
                .read(tx -> stores.transfers().find(tx, id))
                .filter(t -> who.sees(t.sourceProjectId()))
                .orElseThrow(() -> missing(id));
    }

    private static Fault missing(String id) {
        return new Fault.NotFound("Transfer %s could not be found.".formatted(id));
    }

    public Page<Transfer> list(@Nullable ProjectId project, @Nullable String name, Page.Request page) {
        return stores.transfers().list(project, name, page);
    }

    /** The offer is withdrawn: the volume stays. */
    public void delete(Caller caller, Transfer transfer) {
        stores.db().run(tx -> {
            if (!stores.transfers().delete(tx, transfer.id())) {
                throw missing(transfer.id());
            }
            stores.volumes()
                    .find(tx, transfer.volumeId())
                    .ifPresent(v -> advance(tx, caller, v, VolumeStatus.AWAITING_TRANSFER, VolumeStatus.AVAILABLE));
            log(tx, caller, Operation.DELETED, transfer);
        });
    }

    /** Whoever knows the key gets the volume, and counts it from now on. */
    public Transfer accept(Caller caller, String id, String key) {
        return stores.db().write(tx -> {
            var transfer = stores.transfers().find(tx, id).orElseThrow(() -> missing(id));
            refuseWrong(transfer, key);
            var volume = stores.volumes().find(tx, transfer.volumeId()).orElseThrow(() -> missing(id));
            claim(tx, caller, transfer, volume);
            stores.transfers().delete(tx, id);
            stores.volumes().give(tx, volume.id(), caller.projectId(), caller.userId());
            if (!transfer.noSnapshots()) {
                stores.snapshots().give(tx, volume.id(), caller.projectId(), caller.userId());
            }
            if (!advance(tx, caller, volume, VolumeStatus.AWAITING_TRANSFER, VolumeStatus.AVAILABLE)) {
                throw new Fault.Invalid("Invalid volume: status must be awaiting-transfer");
            }
            log(tx, caller, Operation.DELETED, transfer);
            return transfer;
        });
    }

    private static void refuseWrong(Transfer transfer, String key) {
        var given = hash(transfer.salt(), key).getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(given, transfer.keyHash().getBytes(StandardCharsets.UTF_8))) {
            throw new Fault.Invalid(
                    "Invalid auth key: Attempt to transfer %s with invalid auth key.".formatted(transfer.id()));
        }
    }

    private void claim(Tx tx, Caller caller, Transfer transfer, Volume volume) {
        if (volume.projectId().equals(caller.projectId())) {
            return;
        }
        var snapshots = transfer.noSnapshots()
                ? List.<Snapshot>of()
                : stores.snapshots().of(tx, volume.id());
        int size = volume.size() + snapshots.stream().mapToInt(Snapshot::size).sum();
        var type = stores.types().find(tx, volume.volumeTypeId()).orElseThrow();
        quotas.claim(tx, caller.projectId(), type, new Quotas.Claim(1, snapshots.size(), size, volume.size()));
    }
}
