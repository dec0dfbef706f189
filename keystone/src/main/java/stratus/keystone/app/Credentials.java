package stratus.keystone.app;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.Credential;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Credentials, whose secrets are sealed in the database with keys of their own. */
public final class Credentials {
    private final Stores stores;
    private final Changes changes;
    private final Fernet fernet;
    private final InstantSource clock;

    public Credentials(Changes changes, KeyRepository keys, InstantSource clock) {
        this.stores = changes.stores();
        this.changes = changes;
        this.fernet = new Fernet(keys);
        this.clock = clock;
    }

    /** A credential and its secret. */
    public record Open(Credential credential, Secret blob) {}

    /** By what an EC2 credential is found without its access key being stored in the open. */
    public static String idOf(String accessKey) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(accessKey.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public Optional<Open> find(String id) {
        return stores.db().read(tx -> stores.credentials().find(tx, id).map(c -> open(tx, c)));
    }

    public List<Open> list() {
        return stores.db()
                .read(tx -> stores.credentials().list(tx).stream()
                        .map(c -> open(tx, c))
                        .toList());
    }

    public List<Open> ofUser(String userId, String type) {
        return stores.db()
                .read(tx -> stores.credentials().ofUser(tx, userId, type).stream()
                        .map(c -> open(tx, c))
                        .toList());
    }

    List<Secret> blobs(String userId, String type) {
        return ofUser(userId, type).stream().map(Open::blob).toList();
    }

    public void create(Caller caller, Credential credential, Secret blob) {
        var sealed = seal(blob);
        changes.commit(caller, Operation.CREATED, Subject.of("credential", credential.id()), credential, tx -> {
            if (stores.credentials().find(tx, credential.id()).isPresent()) {
                throw new Fault.Conflict("Conflict occurred attempting to store credential - Duplicate entry found"
                        + " with ID %s.".formatted(credential.id()));
            }
            stores.credentials().insert(tx, credential, sealed);
        });
    }

    public void update(Caller caller, Credential credential, Secret blob) {
        var sealed = seal(blob);
        changes.commit(
                caller,
                Operation.UPDATED,
                Subject.of("credential", credential.id()),
                credential,
                tx -> stores.credentials().update(tx, credential, sealed));
    }

    public void delete(Caller caller, Credential credential) {
        changes.commit(
                caller,
                Operation.DELETED,
                Subject.of("credential", credential.id()),
                null,
                tx -> stores.credentials().delete(tx, credential.id()));
    }

    private Open open(Tx tx, Credential credential) {
        var blob = stores.credentials()
                .blob(tx, credential.id())
                .flatMap(fernet::open)
                .orElseThrow(() -> new IllegalStateException("no key opens credential " + credential.id()));
        return new Open(credential, new Secret(new String(blob, StandardCharsets.UTF_8)));
    }

    private String seal(Secret blob) {
        return fernet.seal(blob.value().getBytes(StandardCharsets.UTF_8), clock.instant());
    }
}
