package stratus.nova.app;

import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.KeyPair;
import stratus.nova.domain.QuotaResource;
import stratus.nova.store.KeyPairStore;
import stratus.nova.store.QuotaStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.UserId;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;

/** What may be done with key pairs. The private half is answered once and kept nowhere. */
public final class KeyPairs {
    private final Db db;
    private final KeyPairStore store;
    private final QuotaStore quotas;
    private final ChangeLog log;
    private final InstantSource clock;

    public KeyPairs(Db db, KeyPairStore store, QuotaStore quotas, ChangeLog log, InstantSource clock) {
        this.db = db;
        this.store = store;
        this.quotas = quotas;
        this.log = log;
        this.clock = clock;
    }

    /** A key pair just made; {@code privateKey} is null where the public half was imported. */
    public record Created(KeyPair pair, @Nullable String privateKey) {}

    /** Imports {@code publicKey}, or makes a fresh pair where that is null. */
    public Created create(Caller caller, UserId user, String name, String type, @Nullable String publicKey) {
        if (publicKey != null) {
            return new Created(insert(caller, user, name, type, publicKey), null);
        }
        if (!type.equals("ssh")) {
            throw new Fault.NotImplemented("Key pairs of type %s can be imported, not generated.".formatted(type));
        }
        var made = SshKeys.generate();
        return new Created(insert(caller, user, name, type, made.publicKey()), made.privateKey());
    }

    private KeyPair insert(Caller caller, UserId user, String name, String type, String publicKey) {
        var print = type.equals("ssh") ? SshKeys.fingerprint(publicKey) : SshKeys.x509Fingerprint(publicKey);
        var now = clock.instant();
        return db.write(tx -> {
            long number = store.nextNumber(tx);
            if (store.find(tx, user, name).isPresent()) {
                throw new Fault.Conflict("Key pair '%s' already exists.".formatted(name));
            }
            long limit = quotas.limit(tx, caller.projectId(), QuotaResource.KEY_PAIRS);
            if (limit >= 0 && store.count(tx, user) >= limit) {
                throw new Fault.OverQuota("Quota exceeded, too many key pairs.");
            }
            var pair = new KeyPair(number, user, name, type, print, publicKey, now);
            store.insert(tx, pair);
            log.append(tx, caller, Operation.CREATED, "keypair", user.value() + "/" + name, null, pair);
            return pair;
        });
    }

    public KeyPair get(UserId user, String name) {
        return store.find(user, name).orElseThrow(() -> missing(user, name));
    }

    /** A user's keys by name, those after {@code marker}. */
    public List<KeyPair> list(UserId user, @Nullable String marker, int limit) {
        if (marker != null && store.find(user, marker).isEmpty()) {
            throw new Fault.Invalid("Marker %s could not be found.".formatted(marker));
        }
        return store.list(user, marker, limit);
    }

    public void delete(Caller caller, UserId user, String name) {
        db.run(tx -> {
            if (!store.delete(tx, user, name)) {
                throw missing(user, name);
            }
            log.append(tx, caller, Operation.DELETED, "keypair", user.value() + "/" + name, null, null);
        });
    }

    private static Fault missing(UserId user, String name) {
        return new Fault.NotFound("Keypair %s not found for user %s".formatted(name, user.value()));
    }
}
