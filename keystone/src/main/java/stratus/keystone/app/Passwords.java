package stratus.keystone.app;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.NativePool;
import stratus.oslo.base.Secret;

/** Hashes passwords with bcrypt, on threads of its own: a hash would hold a virtual thread's carrier for long. */
public final class Passwords implements AutoCloseable {
    private static final int BCRYPT_BYTES = 72;
    private static final int LEAST_COST = 4;

    private final NativePool pool =
            new NativePool("hash", Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    private final SecureRandom random = new SecureRandom();
    private final int cost;
    private final String nobody;

    public Passwords(int cost) {
        this.cost = cost;
        this.nobody = "$2b$%02d$abcdefghijklmnopqrstuu%s".formatted(cost, "x".repeat(31));
    }

    public String hash(Secret password) {
        return hash(password, cost);
    }

    /** For a secret that no human chose: nobody guesses 128 random bits, however cheap a guess is. */
    public String hashGenerated(Secret password) {
        return hash(password, LEAST_COST);
    }

    private String hash(Secret password, int cost) {
        return pool.call(() -> {
            var salt = new byte[16];
            random.nextBytes(salt);
            return OpenBSDBCrypt.generate("2b", bytes(password), salt, cost);
        });
    }

    /** Without a hash the answer is no, and takes as long: who asks cannot tell an unknown user from a wrong password. */
    public boolean matches(Secret password, @Nullable String hash) {
        boolean same = pool.call(() -> OpenBSDBCrypt.checkPassword(hash == null ? nobody : hash, bytes(password)));
        return same && hash != null;
    }

    @Override
    public void close() {
        pool.close();
    }

    /** bcrypt reads no more than 72 bytes; upstream cuts there too. */
    private static byte[] bytes(Secret password) {
        var all = password.value().getBytes(StandardCharsets.UTF_8);
        return all.length <= BCRYPT_BYTES ? all : java.util.Arrays.copyOf(all, BCRYPT_BYTES);
    }
}
