package stratus.keystone.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.TokenIssuer;
import stratus.keystone.domain.Delegation;
import stratus.keystone.domain.Token;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;

/** The token that came with a request, and what who has its power by delegation may not do with it. */
record OwnToken(Token token) {
    static OwnToken of(Request r, TokenIssuer issuer) {
        return new OwnToken(issuer.of(r.caller()));
    }

    @Nullable Delegation delegation() {
        return token.data().delegation();
    }

    boolean byApplication() {
        return token.data().methods().contains("application_credential");
    }

    @Nullable String trustId() {
        var trust = token.power().trust();
        return trust == null ? null : trust.id();
    }

    /** An application credential makes others only where it is unrestricted. */
    void refuseRestricted(String what) {
        var credential = token.power().credential();
        if (credential != null && !credential.unrestricted()) {
            throw forbidden(
                    "Using method 'application_credential' is not allowed for managing additional %s".formatted(what));
        }
    }

    /** What outlives a trust or an access token is not to be had by it. */
    void refuseTrust() {
        if (delegation() instanceof Delegation.ByTrust || delegation() instanceof Delegation.ByAccessToken) {
            throw new Fault.Forbidden(
                    "Cannot manage application credentials with a token issued via delegation.", null);
        }
    }

    /** Who acts by delegation sees the credentials of its one project and no others. */
    void requireProject(@Nullable String projectId, String what) {
        if (!sees(projectId)) {
            throw forbidden("%s project does not match the project scope of the delegated token".formatted(what));
        }
    }

    boolean sees(@Nullable String projectId) {
        var project = token.project();
        return delegation() == null || project != null && Objects.equals(project.id(), projectId);
    }

    static Fault.Forbidden forbidden(String action) {
        return new Fault.Forbidden(
                "You are not authorized to perform the requested action: %s.".formatted(action), null);
    }
}
