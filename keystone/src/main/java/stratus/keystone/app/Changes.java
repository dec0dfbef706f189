package stratus.keystone.app;

import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** The one way to change what Keystone knows: committed with its entry in the change log, then told to caches. */
public record Changes(Stores stores, ChangeLog log, Revocations revocations) {
    /** No token and no catalog tells anything of these. */
    private static final Set<String> APART = Set.of(
            "consumer",
            "credential",
            "domain_config",
            "federation_protocol",
            "identity_provider",
            "limit",
            "mapping",
            "policy",
            "policy_association",
            "registered_limit");

    /** Nor of a new one of these, before something else makes use of it. */
    private static final Set<String> NOT_YET =
            Set.of("user", "group", "project", "domain", "role", "trust", "application_credential");

    /** {@code work} runs in the transaction; it may run again. {@code after} is null for what is deleted. */
    public void commit(Caller caller, Operation operation, Subject subject, @Nullable Record after, Consumer<Tx> work) {
        commit(caller, operation, subject, after, touched(operation, subject), work);
    }

    /** The same where more is known of the tokens that it may touch; null for none. */
    void commit(
            Caller caller,
            Operation operation,
            Subject subject,
            @Nullable Record after,
            @Nullable Touched touched,
            Consumer<Tx> work) {
        stores.db().run(tx -> {
            work.accept(tx);
            log.append(tx, caller, operation, subject.kind(), subject.id(), subject.projectId(), after);
        });
        if (touched != null) {
            revocations.announce(touched);
        }
    }

    private static @Nullable Touched touched(Operation operation, Subject subject) {
        if (APART.contains(subject.kind()) || operation == Operation.CREATED && NOT_YET.contains(subject.kind())) {
            return null;
        }
        if (subject.kind().equals("user")) {
            return new Touched.OfUser(subject.id());
        }
        return subject.kind().equals("project") && operation == Operation.UPDATED
                ? new Touched.OfProject(subject.id())
                : new Touched.Everything();
    }

    /** What is changed. */
    public record Subject(String kind, String id, @Nullable String projectId) {
        static Subject of(String kind, String id) {
            return new Subject(kind, id, null);
        }
    }

    /** Keeps rivals for names of a kind apart until the COMMIT, and refuses a name that is taken. */
    void claim(Tx tx, String kind, String domainId, String name, boolean taken) {
        if (taken) {
            throw new Fault.Conflict(
                    "Conflict occurred attempting to store %s - Duplicate entry found with name %s at domain ID %s."
                            .formatted(kind, name, domainId));
        }
    }

    void lock(Tx tx, String kind) {
        stores.db().lock(tx, "keystone", kind);
    }
}
