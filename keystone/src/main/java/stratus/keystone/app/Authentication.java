package stratus.keystone.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.LogIn.Outcome;
import stratus.keystone.app.LogIn.Wish;
import stratus.keystone.domain.AccessToken;
import stratus.keystone.domain.ApplicationCredential;
import stratus.keystone.domain.Delegation;
import stratus.keystone.domain.Scope;
import stratus.keystone.domain.Token;
import stratus.keystone.domain.TokenData;
import stratus.keystone.domain.User;
import stratus.oslo.base.Fault;
import stratus.oslo.db.Tx;

/** Turns proofs of who one is into tokens. Every refusal reads the same. */
public final class Authentication {
    static final String REFUSED = "The request you have made requires authentication.";

    private final Stores stores;
    private final References references;
    private final Access access;
    private final Proofs proofs;
    private final Receipts receipts;
    private final TokenIssuer issuer;

    public Authentication(Stores stores, Access access, Proofs proofs, Receipts receipts, TokenIssuer issuer) {
        this.stores = stores;
        this.references = new References(stores);
        this.access = access;
        this.proofs = proofs;
        this.receipts = receipts;
        this.issuer = issuer;
    }

    /** All that was proven, taken together. */
    private record Session(
            String userId,
            List<String> methods,
            @Nullable TokenData parent,
            @Nullable ApplicationCredential application,
            @Nullable AccessToken accessToken) {}

    /** Throws {@link Fault.Unauthorized} for all reasons alike. */
    public Outcome logIn(LogIn request) {
        var session = prove(request);
        var rules = stores.db()
                .read(tx -> stores.users().find(tx, session.userId()))
                .map(MultiFactor::rules)
                .orElse(List.of());
        if (!MultiFactor.satisfied(rules, session.methods())) {
            return new Outcome.MoreNeeded(receipts.issue(session.userId(), session.methods()), rules);
        }
        return new Outcome.Granted(issue(session, request.wish()));
    }

    private Session prove(LogIn request) {
        var methods = new ArrayList<String>();
        var users = new ArrayList<String>();
        TokenData parent = null;
        ApplicationCredential application = null;
        AccessToken accessToken = null;
        for (var proof : request.proofs()) {
            var proven = proofs.check(proof);
            users.add(proven.userId());
            methods.add(proof.method());
            methods.addAll(proven.methods());
            parent = proven.parent() == null ? parent : proven.parent();
            application = proven.application() == null ? application : proven.application();
            accessToken = proven.accessToken() == null ? accessToken : proven.accessToken();
        }
        if (request.receipt() != null) {
            var receipt = receipts.open(request.receipt()).orElseThrow(Authentication::refused);
            users.add(receipt.userId());
            methods.addAll(receipt.methods());
        }
        if (users.stream().distinct().count() != 1) {
            throw refused();
        }
        return new Session(users.getFirst(), methods.stream().distinct().toList(), parent, application, accessToken);
    }

    private Token issue(Session session, Wish wish) {
        var application = session.application();
        if (application != null) {
            if (!(wish instanceof Wish.Default)) {
                throw new Fault.Unauthorized("Error authenticating with application credential:"
                        + " Application credentials cannot request a scope.");
            }
            var by = new Delegation.ByApplicationCredential(application.id());
            return issuer.issue(session.userId(), session.methods(), Proofs.scope(application), session.parent(), by);
        }
        var accessToken = session.accessToken();
        if (accessToken != null) {
            // whatever is wished for: it has its own scope
            var scope = new Scope.OfProject(accessToken.projectId());
            var by = new Delegation.ByAccessToken(accessToken.id());
            return issuer.issue(session.userId(), session.methods(), scope, session.parent(), by);
        }
        if (wish instanceof Wish.ForTrust(var id)) {
            return byTrust(session, id);
        }
        var scope = stores.db().read(tx -> scope(tx, session.userId(), wish));
        refuseEscape(session.parent(), scope);
        return issuer.issue(session.userId(), session.methods(), scope, session.parent(), null);
    }

    private static void refuseEscape(@Nullable TokenData parent, Scope scope) {
        boolean narrower = scope instanceof Scope.OfProject || scope instanceof Scope.OfDomain;
        if (parent != null && parent.scope() instanceof Scope.OfSystem && narrower) {
            throw Proofs.forbidden(
                    "Using a system-scoped token to create a project-scoped or domain-scoped token is not allowed.");
        }
    }

    /** For the trustee alone. A use of the trust is taken once the token is there. */
    private Token byTrust(Session session, String id) {
        var trust = stores.db().read(tx -> stores.trusts().find(tx, id)).orElseThrow(Authentication::refused);
        if (!trust.trusteeUserId().equals(session.userId())) {
            throw new Fault.Forbidden("User is not a trustee.", null);
        }
        var project = trust.projectId();
        var scope = project == null ? new Scope.Unscoped() : new Scope.OfProject(project);
        var by = new Delegation.ByTrust(trust.id());
        var token = issuer.issue(trust.tokenUser(), session.methods(), scope, session.parent(), by);
        if (!stores.db().write(tx -> stores.trusts().use(tx, id))) {
            throw new Fault.Forbidden("No remaining uses for trust: %s.".formatted(id), null);
        }
        return token;
    }

    private Scope scope(Tx tx, String user, Wish wish) {
        return switch (wish) {
            case Wish.Unscoped _ -> new Scope.Unscoped();
            case Wish.ForSystem _ -> new Scope.OfSystem();
            case Wish.ForDomain(var reference) ->
                new Scope.OfDomain(references
                        .domain(tx, reference)
                        .orElseThrow(Authentication::refused)
                        .id());
            case Wish.ForProject(var reference) ->
                new Scope.OfProject(references
                        .project(tx, reference)
                        .orElseThrow(Authentication::refused)
                        .id());
            case Wish.Default _ -> standard(tx, user);
            case Wish.ForTrust _ -> throw new IllegalStateException("a trust has its own scope");
        };
    }

    /** The default project, as long as the user may use it; else none. */
    private Scope standard(Tx tx, String userId) {
        return stores.users()
                .find(tx, userId)
                .map(User::defaultProjectId)
                .filter(id -> access.projects(tx, userId).stream().anyMatch(p -> Objects.equals(p.id(), id)))
                .<Scope>map(Scope.OfProject::new)
                .orElseGet(Scope.Unscoped::new);
    }

    static Fault.Unauthorized refused() {
        return new Fault.Unauthorized(REFUSED);
    }
}
