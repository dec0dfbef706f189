package stratus.cinder.app;

import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.cinder.domain.Encryption;
import stratus.cinder.domain.VolumeType;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** How types say that their volumes are encrypted; no backend does that yet, so that such volumes are refused. */
public final class Encryptions {
    private final Stores stores;

    public Encryptions(Stores stores) {
        this.stores = stores;
    }

    /**
     * To be called in the transaction that gives a volume its type, after its group and its quota are held: nobody may take
     * a plain volume for an encrypted one.
     */
    static void refuse(Stores stores, Tx tx, VolumeType type) {
        stores.db().lock(tx, type.id(), "type_encryption");
        if (stores.encryptions().ofType(tx, type.id()).isPresent()) {
            throw new Fault.Invalid(
                    "Invalid volume type: Volumes of type %s have to be encrypted, which no backend here does."
                            .formatted(type.name()));
        }
    }

    public Instant now() {
        return stores.now();
    }

    public Optional<Encryption> of(VolumeType type) {
        return stores.db().read(tx -> stores.encryptions().ofType(tx, type.id()));
    }

    public void create(Caller caller, Encryption encryption) {
        stores.db().run(tx -> {
            var type = encryption.volumeTypeId();
            refuseUsed(tx, type, "create");
            if (stores.encryptions().ofType(tx, type).isPresent()) {
                throw new Fault.Invalid("Volume type encryption for type %s already exists.".formatted(type));
            }
            stores.encryptions().insert(tx, encryption);
            log(tx, caller, Operation.CREATED, encryption.id(), encryption);
        });
    }

    private void refuseUsed(Tx tx, String type, String action) {
        stores.db().lock(tx, type, "type_encryption");
        if (stores.volumes().usesType(tx, type)) {
            throw new Fault.Invalid("Cannot %s encryption specs. Volume type in use.".formatted(action));
        }
    }

    public void update(Caller caller, VolumeType type, UnaryOperator<Encryption> change) {
        stores.db().run(tx -> {
            refuseUsed(tx, type.id(), "update");
            var after = change.apply(find(tx, type));
            stores.encryptions().update(tx, after);
            log(tx, caller, Operation.UPDATED, after.id(), after);
        });
    }

    private Encryption find(Tx tx, VolumeType type) {
        return stores.encryptions().ofType(tx, type.id()).orElseThrow(() -> missing(type));
    }

    /** What is said of a type whose volumes are not encrypted. */
    public static Fault missing(VolumeType type) {
        return new Fault.NotFound("Volume type encryption for type %s does not exist.".formatted(type.id()));
    }

    public void delete(Caller caller, VolumeType type) {
        stores.db().run(tx -> {
            refuseUsed(tx, type.id(), "delete");
            var encryption = find(tx, type);
            stores.encryptions().delete(tx, type.id());
            log(tx, caller, Operation.DELETED, encryption.id(), null);
        });
    }

    private void log(Tx tx, Caller caller, Operation operation, String id, @Nullable Encryption after) {
        stores.changes().append(tx, caller, operation, "type_encryption", id, null, after);
    }
}
