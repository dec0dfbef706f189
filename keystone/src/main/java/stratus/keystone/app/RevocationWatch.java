package stratus.keystone.app;

import java.lang.System.Logger.Level;
import java.time.Duration;
import stratus.oslo.base.Threads;

/**
 * Looks, twice a second, whether another process changed anything, and tells those who remember tokens: caches hear of
 * their own process at once, and by this of all others within a second.
 */
public final class RevocationWatch implements AutoCloseable {
    private static final System.Logger log = System.getLogger("stratus.keystone");
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Stores stores;
    private final Revocations revocations;
    private String seen;
    private final Thread watcher;

    public RevocationWatch(Stores stores, Revocations revocations) {
        this.stores = stores;
        this.revocations = revocations;
        this.seen = mark();
        this.watcher = Thread.ofVirtual().name("revocation-watch").start(this::watch);
    }

    private String mark() {
        return stores.db().read(tx -> stores.revocations().mark(tx));
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A database that does not answer may hide anything. */
    private void look() {
        try {
            var now = mark();
            if (!now.equals(seen)) {
                seen = now;
                revocations.announceOthers();
            }
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) { // else closed
                log.log(Level.WARNING, "the database does not say what others revoked", e);
                revocations.announceOthers();
            }
        }
    }

    @Override
    public void close() {
        Threads.end(watcher);
    }
}
