package stratus.keystone.app;

import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Secret;

/**
 * A request for a token.
 *
 * @param proofs of the same user; all have to succeed
 * @param receipt of methods that succeeded before
 */
public record LogIn(List<Proof> proofs, Wish wish, @Nullable Secret receipt) {
    /** One way to prove who one is. */
    public sealed interface Proof {
        /** As bodies name it. */
        String method();
    }

    /** A user, by id, or by name in a domain, and a password. */
    public record ByPassword(Reference user, Secret password) implements Proof {
        @Override
        public String method() {
            return "password";
        }
    }

    /** A token that was given out before. */
    public record ByToken(Secret token) implements Proof {
        @Override
        public String method() {
            return "token";
        }
    }

    /** A user and a number that only the owner of its seed can know. */
    public record ByPasscode(Reference user, Secret passcode) implements Proof {
        @Override
        public String method() {
            return "totp";
        }
    }

    /** An application credential, by id, or by name and user, and its secret. */
    public record ByApplication(
            @Nullable String id,
            @Nullable String name,
            @Nullable Reference user,
            Secret secret) implements Proof {
        @Override
        public String method() {
            return "application_credential";
        }
    }

    /** A request that a consumer signed with an access token. */
    public record ByAccessToken(SignedRequest request) implements Proof {
        @Override
        public String method() {
            return "oauth1";
        }
    }

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

        record ForTrust(String id) implements Wish {}
    }

    /** What comes of it. */
    public sealed interface Outcome {
        record Granted(stratus.keystone.domain.Token token) implements Outcome {}

        /** The user's rules want more methods; the receipt stands for those that succeeded. */
        record MoreNeeded(Receipts.Receipt receipt, List<List<String>> rules) implements Outcome {}
    }
}
