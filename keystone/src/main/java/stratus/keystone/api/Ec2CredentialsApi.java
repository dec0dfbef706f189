package stratus.keystone.api;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Credentials;
import stratus.keystone.app.Credentials.Open;
import stratus.keystone.app.Directory;
import stratus.keystone.app.TokenIssuer;
import stratus.keystone.domain.Credential;
import stratus.keystone.domain.Delegation;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.base.Secret;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code /v3/users/{user_id}/credentials/OS-EC2}: access keys and their secrets. */
public final class Ec2CredentialsApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Credentials credentials;
    private final Directory directory;
    private final TokenIssuer issuer;

    public Ec2CredentialsApi(Credentials credentials, Directory directory, TokenIssuer issuer) {
        this.credentials = credentials;
        this.directory = directory;
        this.issuer = issuer;
    }

    public void routes(Routes routes) {
        var all = "/users/{user_id}/credentials/OS-EC2";
        routes.get(all, "identity:ec2_list_credentials", this::list)
                .post(all, "identity:ec2_create_credential", this::create)
                .get(all + "/{credential_id}", "identity:ec2_get_credential", this::show)
                .delete(all + "/{credential_id}", "identity:ec2_delete_credential", this::delete);
    }

    private Response list(Request r) {
        r.authorize(Map.of("user_id", r.path("user_id")));
        requireUser(r);
        var own = OwnToken.of(r, issuer);
        var found = credentials.ofUser(r.path("user_id"), Credential.EC2).stream()
                .filter(c -> own.sees(c.credential().projectId()))
                .map(c -> view(r, c))
                .toList();
        return Listing.of(r, "credentials", found);
    }

    private Response create(Request r) {
        r.authorize(Targets.none()
                .with("target.credential.user_id", r.path("user_id"))
                .map());
        var own = OwnToken.of(r, issuer);
        own.refuseRestricted("application credentials");
        requireUser(r);
        var project = r.json().path("tenant_id").asString("");
        if (directory.project(project).isEmpty()) {
            throw new Fault.NotFound("Could not find project: %s.".formatted(project));
        }
        own.requireProject(project, "EC2 credential");
        var blob = new LinkedHashMap<String, @Nullable Object>();
        var access = Ids.hex();
        blob.put("access", access);
        blob.put("secret", Ids.hex());
        blob.put("trust_id", own.trustId());
        if (own.delegation() instanceof Delegation.ByApplicationCredential(var id)) {
            blob.put("app_cred_id", id); // the pair has no more power than what it was made with
        }
        var secret = new Secret(JSON.writeValueAsString(blob));
        var credential = new Credential(Credentials.idOf(access), r.path("user_id"), project, Credential.EC2, Map.of());
        credentials.create(r.caller(), credential, secret);
        return Response.created(Map.of("credential", view(r, new Open(credential, secret))));
    }

    private Response show(Request r) {
        return Response.ok(Map.of("credential", view(r, allowed(r))));
    }

    private Response delete(Request r) {
        credentials.delete(r.caller(), allowed(r).credential());
        return Response.noContent();
    }

    private void requireUser(Request r) {
        if (directory.user(r.path("user_id")).isEmpty()) {
            throw new Fault.NotFound("Could not find user: %s.".formatted(r.path("user_id")));
        }
    }

    /** One that is not there is said so before anybody is refused, as upstream does. */
    private Open allowed(Request r) {
        var id = Credentials.idOf(r.path("credential_id"));
        var found = credentials.find(id);
        var there = found.orElseThrow(() -> new Fault.NotFound("Could not find credential: %s.".formatted(id)));
        r.authorize(Targets.none()
                .with("target.credential.user_id", there.credential().userId())
                .map());
        requireUser(r);
        if (!there.credential().type().equals(Credential.EC2)) {
            throw new Fault.Unauthorized("EC2 access key not found.");
        }
        OwnToken.of(r, issuer).requireProject(there.credential().projectId(), "EC2 credential");
        return there;
    }

    private static Map<String, @Nullable Object> view(Request r, Open open) {
        JsonNode blob = JSON.readTree(open.blob().value());
        var view = new LinkedHashMap<String, @Nullable Object>();
        var access = blob.path("access").asString("");
        view.put("user_id", open.credential().userId());
        view.put("tenant_id", open.credential().projectId());
        view.put("access", access);
        view.put("secret", blob.path("secret").asString(""));
        view.put(
                "trust_id",
                blob.path("trust_id").isString() ? blob.path("trust_id").stringValue() : null);
        view.put(
                "links",
                Map.of(
                        "self",
                        "%s/v3/users/%s/credentials/OS-EC2/%s"
                                .formatted(r.baseUrl(), open.credential().userId(), access)));
        return view;
    }
}
