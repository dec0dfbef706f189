package stratus.keystone.app;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Changes.Subject;
import stratus.keystone.domain.AccessRule;
import stratus.keystone.domain.ApplicationCredential;
import stratus.keystone.domain.Role;
import stratus.keystone.domain.RoleName;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.base.Secret;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** Application credentials and the access rules that limit them. */
public final class ApplicationCredentials {
    private final SecureRandom random = new SecureRandom();
    private final Stores stores;
    private final Changes changes;
    private final Passwords passwords;
    private final Access access;

    public ApplicationCredentials(Changes changes, Passwords passwords, Access access) {
        this.stores = changes.stores();
        this.changes = changes;
        this.passwords = passwords;
        this.access = access;
    }

    public Optional<ApplicationCredential> find(String id) {
        return stores.db().read(tx -> stores.applications().find(tx, id));
    }

    public List<ApplicationCredential> ofUser(String userId) {
        return stores.db().read(tx -> stores.applications().ofUser(tx, userId));
    }

    public List<Role> roles(ApplicationCredential credential) {
        return stores.db()
                .read(tx -> credential.roles().stream()
                        .map(id -> stores.roles().find(tx, id))
                        .flatMap(Optional::stream)
                        .toList());
    }

    /** All roles that the wanted ones imply, by id or by name, as long as they are among the token's; the token's by default. */
    public List<String> roles(List<String> held, @Nullable List<RoleName> wanted) {
        if (wanted == null || wanted.isEmpty()) {
            return held;
        }
        return stores.db().read(tx -> {
            var ids = new LinkedHashSet<String>();
            wanted.forEach(name -> ids.add(id(tx, name)));
            var all = access.expand(tx, ids);
            if (!held.containsAll(all)) {
                throw new Fault.Invalid("Invalid application credential: Cannot create an application credential with"
                        + " unassigned role");
            }
            return List.copyOf(all);
        });
    }

    private String id(Tx tx, RoleName role) {
        return stores.roles()
                .id(tx, role)
                .flatMap(id -> stores.roles().find(tx, id))
                .map(Role::id)
                .orElseThrow(() -> missing(role.text()));
    }

    private static Fault.NotFound missing(String role) {
        return new Fault.NotFound("Could not find role: %s.".formatted(role));
    }

    /** A credential as stored, with the ids of its rules, and its secret, which is told once. */
    public record Created(ApplicationCredential credential, Secret secret) {}

    /**
     * Stores it with its rules. A rule that the user has already is used again; one by id has to be there.
     *
     * @param given the secret; null to have one made
     */
    public Created create(
            Caller caller, ApplicationCredential credential, @Nullable List<AccessRule> rules, @Nullable Secret given) {
        var secret = given == null ? generated() : given;
        var hash = given == null ? passwords.hashGenerated(secret) : passwords.hash(secret);
        var stored = new ApplicationCredential[1];
        changes.commit(
                caller,
                Operation.CREATED,
                Subject.of("application_credential", credential.id()),
                credential,
                tx -> stored[0] = insert(tx, credential, rules, hash));
        return new Created(stored[0], secret);
    }

    private Secret generated() {
        var bytes = new byte[64];
        random.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    private ApplicationCredential insert(
            Tx tx, ApplicationCredential credential, @Nullable List<AccessRule> rules, String hash) {
        changes.lock(tx, "application_credential");
        if (stores.applications()
                .named(tx, credential.userId(), credential.name())
                .isPresent()) {
            throw new Fault.Conflict("Conflict occurred attempting to store application_credential - Duplicate entry"
                    + " found with name %s.".formatted(credential.name()));
        }
        var ids = rules == null
                ? null
                : rules.stream().map(rule -> keep(tx, rule)).toList();
        var c = new ApplicationCredential(
                credential.id(),
                credential.name(),
                credential.userId(),
                credential.projectId(),
                credential.description(),
                credential.expiresAt(),
                credential.unrestricted(),
                credential.roles(),
                ids);
        stores.applications().insert(tx, c, hash);
        return c;
    }

    private String keep(Tx tx, AccessRule rule) {
        var own = stores.applications().rules(tx, rule.userId());
        if (rule.path().isEmpty()) {
            return own.stream()
                    .filter(r -> r.id().equals(rule.id()))
                    .findFirst()
                    .orElseThrow(() -> new Fault.NotFound("Could not find Access Rule: %s.".formatted(rule.id())))
                    .id();
        }
        return own.stream()
                .filter(r -> r.service().equals(rule.service())
                        && r.path().equals(rule.path())
                        && r.method().equals(rule.method()))
                .findFirst()
                .map(AccessRule::id)
                .orElseGet(() -> {
                    var added = new AccessRule(Ids.hex(), rule.userId(), rule.service(), rule.path(), rule.method());
                    stores.applications().insert(tx, added);
                    return added.id();
                });
    }

    /** Its tokens are none any more, from now on. */
    public void delete(Caller caller, ApplicationCredential credential) {
        changes.commit(
                caller,
                Operation.DELETED,
                Subject.of("application_credential", credential.id()),
                null,
                tx -> stores.applications().delete(tx, credential.id()));
    }

    public Optional<AccessRule> rule(String id) {
        return stores.db().read(tx -> stores.applications().rule(tx, id));
    }

    public List<AccessRule> rules(String userId) {
        return stores.db().read(tx -> stores.applications().rules(tx, userId));
    }

    /** The rules that limit it; null where none do. */
    public @Nullable List<AccessRule> rules(ApplicationCredential credential) {
        var ids = credential.accessRules();
        if (ids == null) {
            return null;
        }
        var found = new ArrayList<AccessRule>();
        ids.forEach(id -> rule(id).ifPresent(found::add));
        return List.copyOf(found);
    }

    public void deleteRule(Caller caller, AccessRule rule) {
        changes.commit(caller, Operation.DELETED, Subject.of("access_rule", rule.id()), null, tx -> {
            boolean used = stores.applications().ofUser(tx, rule.userId()).stream()
                    .anyMatch(c -> c.accessRules() != null && c.accessRules().contains(rule.id()));
            if (used) {
                throw new Fault.Forbidden(
                        "Deleting an access rule that is in use by an application credential is not allowed.", null);
            }
            stores.applications().deleteRule(tx, rule.id());
        });
    }
}
