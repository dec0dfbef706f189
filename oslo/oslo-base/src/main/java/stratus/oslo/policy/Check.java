package stratus.oslo.policy;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A compiled check-string: says yes or no to one caller about one target. */
sealed interface Check {
    boolean allows(Credentials credentials, Target target);

    /** {@code @} and {@code !}. */
    record Constant(boolean allowed) implements Check {
        @Override
        public boolean allows(Credentials credentials, Target target) {
            return allowed;
        }
    }

    record Not(Check check) implements Check {
        @Override
        public boolean allows(Credentials credentials, Target target) {
            return !check.allows(credentials, target);
        }
    }

    record All(List<Check> checks) implements Check {
        @Override
        public boolean allows(Credentials credentials, Target target) {
            for (var check : checks) {
                if (!check.allows(credentials, target)) {
                    return false;
                }
            }
            return true;
        }
    }

    record Any(List<Check> checks) implements Check {
        @Override
        public boolean allows(Credentials credentials, Target target) {
            for (var check : checks) {
                if (check.allows(credentials, target)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** {@code role:admin}; case does not matter. */
    record Role(Template role) implements Check {
        @Override
        public boolean allows(Credentials credentials, Target target) {
            var wanted = role.fill(target);
            return wanted != null && credentials.roles().stream().anyMatch(wanted::equalsIgnoreCase);
        }
    }

    /** {@code 'public':%(visibility)s}, {@code True:%(enabled)s}, {@code None:%(domain_id)s}. */
    record Literal(String value, Template match) implements Check {
        @Override
        public boolean allows(Credentials credentials, Target target) {
            return value.equals(match.fill(target));
        }
    }

    /**
     * {@code user_id:%(target.user.id)s}. What the caller does not have equals nothing, not even a null of the target:
     * a token without a project owns no resource without one. {@code domain_id:None}, written out, is one without.
     */
    record Credential(String name, Template match) implements Check {
        @Override
        public boolean allows(Credentials credentials, Target target) {
            if (match.text().equals("None")) {
                return credentials.lacks(name);
            }
            var wanted = match.fill(target);
            return wanted != null && credentials.has(name, wanted);
        }
    }

    /** {@code is_admin:True}: what the service's own rule {@code context_is_admin} says. */
    record Admin(Check contextIsAdmin, Template match) implements Check {
        @Override
        public boolean allows(Credentials credentials, Target target) {
            return Target.text(contextIsAdmin.allows(credentials, target)).equals(match.fill(target));
        }
    }

    /** Neutron's {@code field:networks:shared=True}, or with {@code =~} a pattern for the value's beginning. */
    record Field(String name, String value, @Nullable Pattern pattern) implements Check {
        static Field of(String name, String value) {
            var pattern = value.startsWith("~") ? Pattern.compile(value.substring(1)) : null;
            return new Field(name, value.toLowerCase(Locale.ROOT), pattern);
        }

        @Override
        public boolean allows(Credentials credentials, Target target) {
            var found = target.find(name);
            if (found == null || found.equals("None")) {
                return false;
            }
            return pattern != null
                    ? pattern.matcher(found).lookingAt()
                    : found.toLowerCase(Locale.ROOT).equals(value);
        }
    }
}
