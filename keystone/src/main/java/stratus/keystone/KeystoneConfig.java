package stratus.keystone;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.LimitModel;
import stratus.keystone.domain.PasswordPolicy;

/**
 * What Keystone is told by its deployment.
 *
 * @param publicUrl where clients reach it, without a slash at the end and without {@code /v3}
 * @param keyFolder where the Fernet keys are; made on first use
 * @param credentialKeyFolder where the keys are that seal credentials; made on first use
 * @param bcryptCost 12 in production
 * @param expiration for how long a token is valid
 * @param allowExpiredWindow for how much longer a service may use it on the user's behalf
 * @param maxActiveKeys how many Fernet keys are kept: staged, primary and secondary ones
 * @param passwordPolicy what is asked of users' passwords
 * @param limitModel what limits of a hierarchy of projects have to do with each other
 * @param policyFile an operator's rules on top of the defaults
 */
public record KeystoneConfig(
        String publicUrl,
        Path keyFolder,
        Path credentialKeyFolder,
        int bcryptCost,
        Duration expiration,
        Duration allowExpiredWindow,
        int maxActiveKeys,
        PasswordPolicy passwordPolicy,
        LimitModel limitModel,
        @Nullable Path policyFile) {
    /** Upstream's defaults. */
    public static KeystoneConfig usual(String publicUrl, Path keyFolder) {
        return new KeystoneConfig(
                publicUrl,
                keyFolder,
                keyFolder.resolveSibling(keyFolder.getFileName() + "-credential"),
                12,
                Duration.ofHours(1),
                Duration.ofHours(48),
                3,
                PasswordPolicy.none(),
                LimitModel.FLAT,
                null);
    }

    /** The same with cheaper or dearer password hashes. */
    public KeystoneConfig withBcryptCost(int cost) {
        return new KeystoneConfig(
                publicUrl,
                keyFolder,
                credentialKeyFolder,
                cost,
                expiration,
                allowExpiredWindow,
                maxActiveKeys,
                passwordPolicy,
                limitModel,
                policyFile);
    }

    /** The same with other rules: for passwords, for limits, and an operator's own if there are any. */
    public KeystoneConfig withRules(PasswordPolicy passwords, LimitModel limits, @Nullable Path policy) {
        return new KeystoneConfig(
                publicUrl,
                keyFolder,
                credentialKeyFolder,
                bcryptCost,
                expiration,
                allowExpiredWindow,
                maxActiveKeys,
                passwords,
                limits,
                policy);
    }
}
