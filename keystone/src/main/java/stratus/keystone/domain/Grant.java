package stratus.keystone.domain;

import java.util.Locale;

/**
 * A role that an actor has on a target.
 *
 * @param inherited it counts on all projects below the target, and not on the target itself
 */
public record Grant(
        Actor actorKind, String actorId, Target targetKind, String targetId, String roleId, boolean inherited) {
    /** The system's id among targets. */
    public static final String SYSTEM = "system";

    public enum Actor {
        USER,
        GROUP;

        /** As paths and bodies have it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public enum Target {
        PROJECT,
        DOMAIN,
        SYSTEM;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
