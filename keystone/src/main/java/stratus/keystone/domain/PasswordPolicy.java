package stratus.keystone.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of passwords, and of who gives wrong ones.
 *
 * @param lockoutFailureAttempts after how many wrong passwords nobody gets in; 0 for never
 * @param lockoutDuration for how long then
 * @param expiresDays how long a password is good; 0 for ever
 * @param uniqueLastCount how many passwords, the new one included, have to differ
 * @param minimumAgeDays how long a password has to be kept
 * @param regex what a password has to match; null for anything
 * @param regexDescription says the same to people
 * @param changeUponFirstUse whether one that an administrator set is only for setting another
 */
public record PasswordPolicy(
        int lockoutFailureAttempts,
        Duration lockoutDuration,
        int expiresDays,
        int uniqueLastCount,
        int minimumAgeDays,
        @Nullable String regex,
        @Nullable String regexDescription,
        boolean changeUponFirstUse) {
    /** Upstream's default: nothing is asked. */
    public static PasswordPolicy none() {
        return new PasswordPolicy(0, Duration.ofMinutes(30), 0, 0, 0, null, null, false);
    }
}
