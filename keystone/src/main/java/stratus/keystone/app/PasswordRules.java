package stratus.keystone.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.PasswordPolicy;
import stratus.keystone.domain.PasswordState;
import stratus.keystone.domain.User;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.db.Tx;

/** Keeps users to the policy for passwords. A user's own options can except it. */
public final class PasswordRules {
    private final PasswordPolicy policy;
    private final Stores stores;
    private final Passwords passwords;
    private final InstantSource clock;

    public PasswordRules(PasswordPolicy policy, Stores stores, Passwords passwords, InstantSource clock) {
        this.policy = policy;
        this.stores = stores;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Refuses what does not look as it should. */
    public void requireForm(Secret password) {
        if (policy.regex() != null
                && !Pattern.compile(policy.regex()).matcher(password.value()).find()) {
            throw new Fault.Invalid("The password does not match the requirements: %s."
                    .formatted(policy.regexDescription() == null ? policy.regex() : policy.regexDescription()));
        }
    }

    /** Refuses a change by the user itself: too soon, not for it to make, or to a password that it had before. */
    public void requireChange(User user, Secret password) {
        if (excepted(user, "lock_password")) {
            throw new Fault.Invalid("You cannot change your password at this time due to password policy disallowing"
                    + " password changes. Please contact your administrator to reset your password.");
        }
        var state = stores.db().read(tx -> stores.passwords().find(tx, user.id()));
        state.ifPresent(s -> requireAge(s));
        if (policy.uniqueLastCount() > 1) {
            var former = stores.db().read(tx -> stores.passwords().former(tx, user.id(), policy.uniqueLastCount() - 1));
            refuseFormer(former, password);
        }
        requireForm(password);
    }

    private void requireAge(PasswordState state) {
        var created = state.passwordCreatedAt();
        var now = clock.instant();
        boolean expired =
                state.passwordExpiresAt() != null && !state.passwordExpiresAt().isAfter(now);
        if (policy.minimumAgeDays() == 0 || created == null || expired) {
            return;
        }
        var left = Duration.between(now, created.plus(Duration.ofDays(policy.minimumAgeDays())));
        if (left.isPositive()) {
            throw new Fault.Invalid("You cannot change your password at this time due to the minimum password age. Once"
                    + " you change your password, it must be used for %d day(s) before it can be changed. Please try again in"
                            .formatted(policy.minimumAgeDays())
                    + " %d day(s) or contact your administrator to reset your password."
                            .formatted(Math.max(1, left.toDays())));
        }
    }

    private void refuseFormer(List<String> former, Secret password) {
        if (former.stream().anyMatch(hash -> passwords.matches(password, hash))) {
            throw new Fault.Invalid(
                    "The new password cannot be identical to a previous password. The total number which"
                            + " includes the new password must be unique is %d.".formatted(policy.uniqueLastCount()));
        }
    }

    /** When a password set now ends: at once for one to be changed upon first use; null for never. */
    public @Nullable Instant end(User user, boolean byOther) {
        var now = clock.instant();
        if (byOther && policy.changeUponFirstUse() && !excepted(user, "ignore_change_password_upon_first_use")) {
            return now;
        }
        boolean lasts = policy.expiresDays() == 0 || excepted(user, "ignore_password_expiry");
        return lasts ? null : now.plus(Duration.ofDays(policy.expiresDays()));
    }

    void set(Tx tx, String userId, String hash, @Nullable Instant end) {
        stores.passwords().set(tx, userId, hash, clock.instant(), end);
    }

    /** Refuses one who was locked out. */
    void requireUnlocked(User user) {
        if (!locksOut(user)) {
            return;
        }
        var state = stores.db().read(tx -> stores.passwords().find(tx, user.id()));
        boolean locked = state.filter(s -> s.failures() >= policy.lockoutFailureAttempts())
                .map(PasswordState::failedAt)
                .filter(at -> at.plus(policy.lockoutDuration()).isAfter(clock.instant()))
                .isPresent();
        if (locked) {
            throw new Fault.Unauthorized("The account is locked for user: %s.".formatted(user.id()));
        }
        boolean over = state.filter(s -> s.failures() >= policy.lockoutFailureAttempts())
                .isPresent();
        if (over) {
            stores.db().run(tx -> stores.passwords().forgive(tx, user.id()));
        }
    }

    /** Counts wrong passwords, where that leads anywhere; a right one makes up for them. */
    void tried(User user, boolean right) {
        if (!locksOut(user)) {
            return;
        }
        stores.db().run(tx -> {
            if (right) {
                stores.passwords().forgive(tx, user.id());
            } else {
                stores.passwords().failed(tx, user.id(), clock.instant());
            }
        });
    }

    /** Refuses a password that has ended: it is good for setting another, and for nothing else. */
    void requireFresh(User user) {
        var end = stores.db().read(tx -> stores.passwords().find(tx, user.id())).map(PasswordState::passwordExpiresAt);
        if (end.filter(at -> !at.isAfter(clock.instant())).isPresent() && !excepted(user, "ignore_password_expiry")) {
            throw new Fault.Unauthorized(
                    "The password is expired and needs to be changed for user: %s.".formatted(user.id()));
        }
    }

    private boolean locksOut(User user) {
        return policy.lockoutFailureAttempts() > 0 && !excepted(user, "ignore_lockout_failure_attempts");
    }

    private static boolean excepted(User user, String option) {
        return Boolean.TRUE.equals(user.options().get(option));
    }
}
