package stratus.nova.conductor;

import java.util.function.Supplier;
import stratus.nova.app.ServerImages;
import stratus.nova.store.ShelfStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;

/** The images that shelved servers are meanwhile. {@code self} is the service user. */
record Shelf(Db db, ShelfStore store, ServerImages images, Supplier<Caller> self) {
    /** The server will not be unshelved any more; one that is not shelved is a success. */
    void clear(ServerId server) {
        store.find(server).ifPresent(shelved -> {
            if (shelved.imageId() != null) {
                images.delete(self.get(), shelved.imageId());
            }
            db.run(tx -> store.remove(tx, server));
        });
    }
}
