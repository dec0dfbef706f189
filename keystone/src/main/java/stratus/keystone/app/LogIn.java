package stratus.keystone.app;

import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Secret;

/**
 * A request for a token.
 *
 * @param methods all have to succeed
 */
public record LogIn(
        List<String> methods,
        @Nullable PasswordProof password,
        @Nullable Secret token,
        Wish wish) {
    /** A user, by id, or by name in a domain, and a password. */
    public record PasswordProof(Reference user, Secret password) {}

    /** Something by id, or by name in a domain that is named in turn; a domain's own name needs no domain. */
    public record Reference(
            @Nullable String id,
            @Nullable String name,
            @Nullable Reference domain) {}

    /** The scope asked for. */
    public sealed interface Wish {
        /** None was: the default project of the user, if it has one. */
        record Default() implements Wish {}

        record Unscoped() implements Wish {}

        record ForSystem() implements Wish {}

        record ForProject(Reference project) implements Wish {}

        record ForDomain(Reference domain) implements Wish {}
    }
}
