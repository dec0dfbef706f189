package stratus.keystone.app;

import java.time.InstantSource;
import java.util.Map;
import stratus.oslo.base.Fault;

/**
 * Changes the keys, also under a Keystone that runs: it reads them again when they have changed.
 *
 * <p>Tokens of an old key are good until that key is dropped. What is sealed in the database is sealed again with the
 * newest key, before the rotation and after it, so that none needs a key that is dropped.
 */
public final class KeyRotation {
    private final Stores stores;
    private final KeyRepository tokens;
    private final KeyRepository secrets;
    private final InstantSource clock;

    public KeyRotation(Stores stores, KeyRepository tokens, KeyRepository secrets, InstantSource clock) {
        this.stores = stores;
        this.tokens = tokens;
        this.secrets = secrets;
        this.clock = clock;
    }

    public void rotateTokens() {
        tokens.rotate();
    }

    /** How many secrets were sealed again. */
    public int rotateSecrets() {
        reseal();
        secrets.rotate();
        return reseal();
    }

    private int reseal() {
        var fernet = new Fernet(secrets);
        var now = clock.instant();
        return stores.db().write(tx -> {
            var credentials = stores.credentials().sealed(tx);
            var consumers = stores.consumers().sealed(tx);
            reseal(credentials, (id, open) -> stores.credentials().reseal(tx, id, fernet.seal(open, now)), fernet);
            reseal(consumers, (id, open) -> stores.consumers().reseal(tx, id, fernet.seal(open, now)), fernet);
            return credentials.size() + consumers.size();
        });
    }

    private interface Write {
        void write(String id, byte[] open);
    }

    private static void reseal(Map<String, String> sealed, Write write, Fernet fernet) {
        sealed.forEach((id, text) -> {
            var open = fernet.open(text)
                    .orElseThrow(() -> new Fault.Conflict("No key opens the secret of %s.".formatted(id)));
            write.write(id, open);
        });
    }
}
