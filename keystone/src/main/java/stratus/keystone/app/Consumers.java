package stratus.keystone.app;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.Consumer;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Secret;
import stratus.oslo.db.ChangeLog.Operation;

/** OAuth consumers. */
public final class Consumers {
    private final Stores stores;
    private final Changes changes;
    private final Fernet fernet;
    private final InstantSource clock;

    public Consumers(Changes changes, KeyRepository keys, InstantSource clock) {
        this.stores = changes.stores();
        this.changes = changes;
        this.fernet = new Fernet(keys);
        this.clock = clock;
    }

    public Optional<Consumer> find(String id) {
        return stores.db().read(tx -> stores.consumers().find(tx, id));
    }

    public List<Consumer> list() {
        return stores.db().read(tx -> stores.consumers().list(tx));
    }

    /** The secret is told once, to who creates it. */
    public void create(Caller caller, Consumer consumer, Secret secret) {
        var sealed = fernet.seal(secret.value().getBytes(StandardCharsets.UTF_8), clock.instant());
        changes.commit(
                caller,
                Operation.CREATED,
                Subject.of("consumer", consumer.id()),
                consumer,
                tx -> stores.consumers().insert(tx, consumer, sealed));
    }

    public void update(Caller caller, Consumer consumer) {
        changes.commit(
                caller,
                Operation.UPDATED,
                Subject.of("consumer", consumer.id()),
                consumer,
                tx -> stores.consumers().update(tx, consumer));
    }

    public void delete(Caller caller, Consumer consumer) {
        changes.commit(
                caller,
                Operation.DELETED,
                Subject.of("consumer", consumer.id()),
                null,
                tx -> stores.consumers().delete(tx, consumer.id()));
    }
}
