package stratus.keystone.app;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.NativePool;
import stratus.oslo.base.Secret;

/**
 * Hashes passwords with bcrypt, and reads what upstream's other algorithms left, on threads of its own: a hash would hold
 * a virtual thread's carrier for long.
 */
public final class Passwords implements AutoCloseable {
    private static final int BCRYPT_BYTES = 72;
    private static final int LEAST_COST = 4;

    private final NativePool pool =
            new NativePool("hash", Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    private final SecureRandom random = new SecureRandom();
    private final int cost;
    private final String nobody;
    private final Check check;

    public Passwords(int cost) {
        this(cost, StoredHash::fits);
    }

    Passwords(int cost, Check check) {
        this.cost = cost;
        this.check = check;
        this.nobody = "$2b$%02d$abcdefghijklmnopqrstuu%s".formatted(cost, "x".repeat(31));
    }

    /** The work of comparing a password with a hash. */
    interface Check {
        boolean fits(byte[] password, String hash);
    }

    /** Whether a hash that was made elsewhere can be read here. */
    public static boolean readable(String hash) {
        return StoredHash.known(hash);
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

    /**
     * Without a hash the answer is no, and takes as long: who asks cannot tell an unknown user from a wrong password. Nor
     * can it tell one whose hash is a cheap one.
     */
    public boolean matches(Secret password, @Nullable String hash) {
        var bytes = bytes(password);
        return pool.call(() -> {
            boolean same = hash != null && check.fits(bytes, hash);
            if (!same && (hash == null || isCheap(hash))) {
                var _ = check.fits(bytes, nobody);
            }
            return same;
        });
    }

    private boolean isCheap(String hash) {
        int bcrypt = StoredHash.bcryptCost(hash);
        return bcrypt > 0 && bcrypt < cost;
    }

    @Override
    public void close() {
        pool.close();
    }

    /** bcrypt reads no more than 72 bytes; upstream cuts there too. */
    private static byte[] bytes(Secret password) {
        var all = password.value().getBytes(StandardCharsets.UTF_8);
        return all.length <= BCRYPT_BYTES ? all : Arrays.copyOf(all, BCRYPT_BYTES);
    }
}
