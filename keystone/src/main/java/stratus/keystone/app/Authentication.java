package stratus.keystone.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.LogIn.Reference;
import stratus.keystone.app.LogIn.Wish;
import stratus.keystone.domain.Project;
import stratus.keystone.domain.Scope;
import stratus.keystone.domain.Token;
import stratus.keystone.domain.TokenData;
import stratus.keystone.domain.User;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.db.Tx;

/** Turns proofs of who one is into tokens. Every refusal reads the same. */
public final class Authentication {
    static final String REFUSED = "The request you have made requires authentication.";

    private final Stores stores;
    private final Access access;
    private final Passwords passwords;
    private final TokenIssuer issuer;

    public Authentication(Stores stores, Access access, Passwords passwords, TokenIssuer issuer) {
        this.stores = stores;
        this.access = access;
        this.passwords = passwords;
        this.issuer = issuer;
    }

    /** Throws {@link Fault.Unauthorized} for all reasons alike. */
    public Token logIn(LogIn request) {
        var methods = new ArrayList<>(request.methods());
        var proven = new ArrayList<String>();
        TokenData parent = null;
        if (request.password() != null) {
            proven.add(byPassword(request.password().user(), request.password().password()));
        }
        if (request.token() != null) {
            parent = byToken(request.token());
            proven.add(parent.userId());
            parent.methods().stream().filter(m -> !methods.contains(m)).forEach(methods::add);
        }
        if (proven.stream().distinct().count() != 1) {
            throw refused();
        }
        var user = proven.getFirst();
        var scope = stores.db().read(tx -> scope(tx, user, request.wish()));
        return issuer.issue(user, List.copyOf(methods), scope, parent);
    }

    /** Whether it is the user's password. */
    public boolean knows(String userId, Secret password) {
        var hash = stores.db().read(tx -> stores.users().passwordHash(tx, userId));
        return passwords.matches(password, hash.orElse(null));
    }

    private String byPassword(Reference reference, Secret password) {
        var user = stores.db().read(tx -> user(tx, reference));
        boolean right = knows(user.map(User::id).orElse(""), password);
        return user.filter(_ -> right).map(User::id).orElseThrow(Authentication::refused);
    }

    private TokenData byToken(Secret token) {
        try {
            return issuer.validate(token, Duration.ZERO).data();
        } catch (Fault.NotFound e) {
            throw refused();
        }
    }

    private Optional<User> user(Tx tx, Reference reference) {
        if (reference.id() != null) {
            return stores.users().find(tx, reference.id());
        }
        var name = reference.name();
        return name == null
                ? Optional.empty()
                : domain(tx, reference.domain()).flatMap(d -> stores.users().named(tx, d.id(), name));
    }

    private Optional<Project> domain(Tx tx, @Nullable Reference reference) {
        if (reference == null) {
            return Optional.empty();
        }
        if (reference.id() != null) {
            return stores.projects().find(tx, reference.id()).filter(Project::isDomain);
        }
        return reference.name() == null
                ? Optional.empty()
                : stores.projects().named(tx, Project.NO_DOMAIN, reference.name());
    }

    private Scope scope(Tx tx, String user, Wish wish) {
        return switch (wish) {
            case Wish.Unscoped _ -> new Scope.Unscoped();
            case Wish.ForSystem _ -> new Scope.OfSystem();
            case Wish.ForDomain(var reference) ->
                new Scope.OfDomain(domain(tx, reference)
                        .orElseThrow(Authentication::refused)
                        .id());
            case Wish.ForProject(var reference) ->
                new Scope.OfProject(project(tx, reference)
                        .orElseThrow(Authentication::refused)
                        .id());
            case Wish.Default _ -> standard(tx, user);
        };
    }

    private Optional<Project> project(Tx tx, Reference reference) {
        if (reference.id() != null) {
            return stores.projects().find(tx, reference.id());
        }
        var name = reference.name();
        return name == null
                ? Optional.empty()
                : domain(tx, reference.domain()).flatMap(d -> stores.projects().named(tx, d.id(), name));
    }

    /** The default project, as long as the user may use it; else none. */
    private Scope standard(Tx tx, String userId) {
        return stores.users()
                .find(tx, userId)
                .map(User::defaultProjectId)
                .filter(id -> access.projects(tx, userId).stream().anyMatch(p -> p.id().equals(id)))
                .<Scope>map(Scope.OfProject::new)
                .orElseGet(Scope.Unscoped::new);
    }

    private static Fault.Unauthorized refused() {
        return new Fault.Unauthorized(REFUSED);
    }
}
