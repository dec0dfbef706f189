package stratus.keystone.app;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Credential;
import stratus.keystone.domain.Delegation;
import stratus.keystone.domain.Scope;
import stratus.keystone.domain.Token;
import stratus.keystone.domain.Trust;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns requests that were signed with EC2 credentials into tokens, for the services that got them. */
public final class Ec2Authentication {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIFE = Duration.ofMinutes(15);

    private final Credentials credentials;
    private final Stores stores;
    private final TokenIssuer issuer;
    private final InstantSource clock;

    public Ec2Authentication(Credentials credentials, Stores stores, TokenIssuer issuer, InstantSource clock) {
        this.credentials = credentials;
        this.stores = stores;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** A token for the credential's user on its project, with no more power than who made the credential had. */
    public Token logIn(Ec2Request request) {
        var found = credentials
                .find(Credentials.idOf(request.access()))
                .filter(c -> c.credential().type().equals(Credential.EC2))
                .orElseThrow(() -> new Fault.NotFound("EC2 access key not found."));
        var blob = JSON.readTree(found.blob().value());
        if (request.signature().isEmpty()) {
            throw new Fault.Unauthorized("EC2 signature not supplied.");
        }
        if (!request.signedWith(new Secret(blob.path("secret").asString("")))) {
            throw new Fault.Unauthorized(
                    request.s3().isEmpty() ? "Invalid EC2 signature." : "Credential signature mismatch");
        }
        refuseOld(request);
        return issue(found.credential(), blob);
    }

    private Token issue(Credential credential, JsonNode blob) {
        var project = credential.projectId();
        if (project == null) {
            throw Authentication.refused();
        }
        var delegation = delegation(blob);
        var user = switch (delegation) {
            case null -> credential.userId();
            case Delegation.ByTrust(var id) -> trustOn(project, id).tokenUser();
            case Delegation.ByApplicationCredential(var id) -> {
                requireProject(project, id);
                yield credential.userId();
            }
        };
        return issuer.issue(user, List.of("ec2credential"), new Scope.OfProject(project), null, delegation);
    }

    /** A credential that was moved to another project does not take along what was delegated for one. */
    private Trust trustOn(String project, String id) {
        return stores.db()
                .read(tx -> stores.trusts().find(tx, id))
                .filter(trust -> project.equals(trust.projectId()))
                .orElseThrow(Authentication::refused);
    }

    private void requireProject(String project, String application) {
        var found = stores.db().read(tx -> stores.applications().find(tx, application));
        if (found.filter(a -> project.equals(a.projectId())).isEmpty()) {
            throw new Fault.Unauthorized("EC2 credential project does not match the application credential project.");
        }
    }

    private static @Nullable Delegation delegation(JsonNode blob) {
        if (blob.path("trust_id").isString()) {
            return new Delegation.ByTrust(blob.path("trust_id").stringValue());
        }
        return blob.path("app_cred_id").isString()
                ? new Delegation.ByApplicationCredential(
                        blob.path("app_cred_id").stringValue())
                : null;
    }

    /** Who left the time out of what is signed meant to. */
    private void refuseOld(Ec2Request request) {
        var said = request.params().getOrDefault("Timestamp", request.date());
        if (!said.isEmpty() && clock.instant().isAfter(time(said).plus(LIFE))) {
            throw new Fault.Unauthorized("Credential is expired");
        }
    }

    private static Instant time(String text) {
        try {
            if (text.matches("\\d{8}T\\d{6}Z")) {
                return LocalDateTime.parse(text, DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"))
                        .toInstant(ZoneOffset.UTC);
            }
            return text.endsWith("Z")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new Fault.Unauthorized("Credential timestamp is invalid: " + text);
        }
    }
}
