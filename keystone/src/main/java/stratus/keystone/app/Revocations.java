package stratus.keystone.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Revocation;
import stratus.keystone.domain.Token;
import stratus.keystone.store.RevocationStore.Marks;
import stratus.oslo.base.Ids;
import stratus.oslo.db.Tx;

/** Takes tokens back, and tells those who remember them. */
public final class Revocations {
    private final Stores stores;
    private final InstantSource clock;
    private final Duration memory;
    private final List<Consumer<Touched>> memories = new CopyOnWriteArrayList<>();
    private final List<RevocationListener> listeners = new CopyOnWriteArrayList<>();

    /** {@code memory} is for how long any token could be used: a revocation older than that revokes nothing. */
    public Revocations(Stores stores, InstantSource clock, Duration memory) {
        this.stores = stores;
        this.clock = clock;
        this.memory = memory;
    }

    public void listen(RevocationListener listener) {
        listeners.add(listener);
    }

    /** For what Keystone itself remembers, and need not forget as a whole. */
    void remember(Consumer<Touched> memory) {
        memories.add(memory);
    }

    /** To be called after the COMMIT of whatever may have made a token stand for less. */
    public void announce() {
        announce(new Touched.Everything());
    }

    void announce(Touched touched) {
        memories.forEach(memory -> memory.accept(touched));
        listeners.forEach(RevocationListener::revoked);
    }

    /** One token. */
    public Revocation ofToken(Token token) {
        return make(token.data().auditIds().getFirst(), null, null, null);
    }

    /** All of a user's: its password is another, or it is disabled. */
    public Revocation ofUser(String userId) {
        return make(null, userId, null, null);
    }

    /** All for a project that was disabled. */
    public Revocation ofProject(String projectId) {
        return make(null, null, projectId, null);
    }

    /** All for a domain that was disabled. */
    public Revocation ofDomain(String domainId) {
        return make(null, null, null, domainId);
    }

    /** Writes it in the transaction of the change behind it, and forgets those that are too old. */
    public void record(Tx tx, Revocation revocation) {
        stores.revocations().prune(tx, revocation.issuedBefore());
        stores.revocations().insert(tx, revocation);
    }

    boolean covers(Tx tx, Token token) {
        return stores.revocations().since(tx, token.data().issuedAt(), marks(token)).stream()
                .anyMatch(r -> fits(r, token));
    }

    private static Marks marks(Token token) {
        var project = token.project();
        var domain = token.domain();
        return new Marks(
                token.data().auditIds().getFirst(),
                token.user().id(),
                project == null ? null : project.id(),
                domain == null ? null : domain.id(),
                token.userDomain().id());
    }

    private static boolean fits(Revocation r, Token token) {
        var project = token.project();
        var domain = token.domain();
        return fits(r.auditId(), token.data().auditIds().getFirst())
                && fits(r.userId(), token.user().id())
                && fits(r.projectId(), project == null ? null : project.id())
                && (fits(r.domainId(), domain == null ? null : domain.id())
                        || fits(r.domainId(), token.userDomain().id()));
    }

    private static boolean fits(@Nullable String wanted, @Nullable String found) {
        return wanted == null || wanted.equals(found);
    }

    private Revocation make(
            @Nullable String audit, @Nullable String user, @Nullable String project, @Nullable String domain) {
        Instant now = clock.instant();
        return new Revocation(Ids.hex(), audit, user, project, domain, now, now.plus(memory));
    }
}
