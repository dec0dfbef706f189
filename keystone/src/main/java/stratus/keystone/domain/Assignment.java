package stratus.keystone.domain;

import org.jspecify.annotations.Nullable;

/**
 * A grant as it takes effect.
 *
 * @param effect who has which role where in the end
 * @param origin the grant that it comes from: of a group, on something above, of a role that implies this one
 */
public record Assignment(Grant effect, Grant origin) {
    public static Assignment direct(Grant grant) {
        return new Assignment(grant, grant);
    }

    /** The group through which a user has it; null if it is the user's own. */
    public @Nullable String group() {
        return origin.actorKind() == Grant.Actor.GROUP && effect.actorKind() == Grant.Actor.USER
                ? origin.actorId()
                : null;
    }

    /** Whether it comes from above, or goes there. */
    public boolean inherited() {
        return origin.inherited();
    }

    public boolean implied() {
        return !origin.roleId().equals(effect.roleId());
    }
}
