package stratus.nova.app;

import stratus.nova.store.PasswordStore;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.db.Db;

/** The passwords that guests made themselves and left for their users, encrypted with the users' keys. */
public record GuestPasswords(Db db, PasswordStore store) {
    private static final int MOST = 1020;

    /** Empty where there is none. */
    public String of(ServerId server) {
        return store.find(server).orElse("");
    }

    /** Once; refuses another with {@link Fault.Conflict}. */
    public void leave(ServerId server, String password) {
        if (password.isEmpty() || password.length() > MOST) {
            throw new Fault.Invalid("The request is too large, or empty.");
        }
        if (!db.write(tx -> store.add(tx, server, password))) {
            throw new Fault.Conflict("There is a password already.");
        }
    }

    public void clear(ServerId server) {
        db.run(tx -> store.remove(tx, server));
    }
}
