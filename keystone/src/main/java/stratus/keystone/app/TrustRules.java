package stratus.keystone.app;

import java.util.HashSet;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Trust;
import stratus.oslo.base.Fault;

/** What may be handed on, and how often. */
public final class TrustRules {
    private TrustRules() {}

    /** How often a new trust may be handed on, by what was asked for. */
    public static long count(
            boolean allowed, @Nullable Long asked, @Nullable Long remainingUses, @Nullable Trust parent) {
        if (!allowed || Long.valueOf(0).equals(asked)) {
            return 0;
        }
        if (remainingUses != null) {
            throw new Fault.Invalid("remaining_uses must not be set if redelegation is allowed");
        }
        if (asked != null && asked > Trusts.MAX_REDELEGATION) {
            throw new Fault.Forbidden(
                    "Requested redelegation depth of %d is greater than allowed %d"
                            .formatted(asked, Trusts.MAX_REDELEGATION),
                    null);
        }
        if (parent == null) {
            return asked == null ? Trusts.MAX_REDELEGATION : asked;
        }
        long left = parent.redelegationCount() - 1;
        if (asked != null && asked != left) {
            throw new Fault.Forbidden(
                    "Modifying \"redelegation_count\" upon redelegation is forbidden. Omitting this parameter is advised.",
                    null);
        }
        return left;
    }

    /** A trust gives no more than the one it comes from has. */
    static void refuseBadHandOn(Trust parent, Trust trust) {
        if (parent.redelegationCount() < 1 || parent.redelegationCount() > Trusts.MAX_REDELEGATION) {
            throw refused("Remaining redelegation depth of %d out of allowed range of [0..%d]"
                    .formatted(parent.redelegationCount(), Trusts.MAX_REDELEGATION));
        }
        if (trust.remainingUses() != null) {
            throw refused(
                    "Field \"remaining_uses\" is set to %d while it must not be set in order to redelegate a trust"
                            .formatted(trust.remainingUses()));
        }
        var end = trust.expiresAt();
        var parentEnd = parent.expiresAt();
        if (parentEnd != null && (end == null || parentEnd.isBefore(end))) {
            throw refused("Requested expiration time is more than redelegated trust can provide");
        }
        if (!new HashSet<>(parent.roles()).containsAll(trust.roles())) {
            throw refused("Some of requested roles are not in redelegated trust");
        }
        if (!parent.impersonation() && trust.impersonation()) {
            throw refused("Impersonation is not allowed because redelegated trust does not specify impersonation."
                    + " Redelegated trust id: %s".formatted(parent.id()));
        }
    }

    private static Fault.Forbidden refused(String message) {
        return new Fault.Forbidden(message, null);
    }
}
