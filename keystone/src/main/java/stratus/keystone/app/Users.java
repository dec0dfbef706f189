package stratus.keystone.app;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.Grant;
import stratus.keystone.domain.User;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.DomainId;
import stratus.oslo.base.Secret;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Users and their passwords. */
public final class Users {
    private final Stores stores;
    private final Changes changes;
    private final Passwords passwords;
    private final PasswordRules rules;
    private final Proofs proofs;

    public Users(Changes changes, Passwords passwords, PasswordRules rules, Proofs proofs) {
        this.stores = changes.stores();
        this.changes = changes;
        this.passwords = passwords;
        this.rules = rules;
        this.proofs = proofs;
    }

    public Optional<User> find(String id) {
        return stores.db().read(tx -> stores.users().find(tx, id));
    }

    public List<User> list(@Nullable String domainId) {
        return stores.db().read(tx -> stores.users().list(tx, domainId));
    }

    /** What it became: with the end of its password. */
    public User create(Caller caller, User user, @Nullable Secret password) {
        if (password != null) {
            rules.requireForm(password);
        }
        var hash = password == null ? null : passwords.hash(password);
        var end = rules.end(user, true);
        changes.commit(caller, Operation.CREATED, Subject.of("user", user.id()), user, tx -> {
            if (stores.projects()
                    .find(tx, user.domainId())
                    .filter(d -> d.isDomain())
                    .isEmpty()) {
                throw new Fault.NotFound("Could not find domain: %s.".formatted(user.domainId()));
            }
            claim(tx, user);
            stores.users().insert(tx, user, null);
            if (hash != null) {
                rules.set(tx, user.id(), hash, end);
            }
        });
        return find(user.id()).orElse(user);
    }

    /** A new password, and being disabled, end all of the user's tokens. */
    public User update(Caller caller, User before, User after, @Nullable Secret password) {
        if (password != null) {
            rules.requireForm(password);
        }
        store(caller, before, after, password, true);
        return find(after.id()).orElse(after);
    }

    private void store(Caller caller, User before, User after, @Nullable Secret password, boolean byOther) {
        var hash = password == null ? null : passwords.hash(password);
        var expires = rules.end(after, byOther);
        var end = changes.revocations().ofUser(after.id());
        changes.commit(caller, Operation.UPDATED, Subject.of("user", after.id()), after, tx -> {
            if (!before.name().equals(after.name())) {
                claim(tx, after);
            }
            stores.users().update(tx, after);
            if (hash != null) {
                rules.set(tx, after.id(), hash, expires);
            }
            if (hash != null || before.enabled() && !after.enabled()) {
                changes.revocations().record(tx, end);
            }
        });
    }

    /** By the user itself, who has to know the old one; nobody else learns whether there is such a user. */
    public void changePassword(String requestId, String userId, Secret original, Secret password) {
        var user = proofs.owner(userId, original).orElseThrow(() -> new Fault.Unauthorized(Authentication.REFUSED));
        rules.requireChange(user, password);
        var home = new DomainId(user.domainId());
        var self = Caller.untokened(requestId, new Caller.Named(user.id(), user.name(), home, ""));
        store(self, user, user, password, false);
    }

    public void delete(Caller caller, User user) {
        changes.commit(caller, Operation.DELETED, Subject.of("user", user.id()), null, tx -> {
            stores.grants().deleteActor(tx, Grant.Actor.USER, user.id());
            stores.credentials().deleteOfUser(tx, user.id());
            stores.users().delete(tx, user.id());
        });
    }

    private void claim(Tx tx, User user) {
        changes.lock(tx, "user");
        boolean taken = stores.users().named(tx, user.domainId(), user.name()).isPresent();
        changes.claim(tx, "user", user.domainId(), user.name(), taken);
    }
}
