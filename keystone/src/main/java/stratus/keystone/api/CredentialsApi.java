package stratus.keystone.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.keystone.app.Credentials;
import stratus.keystone.app.Credentials.Open;
import stratus.keystone.app.TokenIssuer;
import stratus.keystone.domain.Credential;
import stratus.keystone.domain.Delegation;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.base.Secret;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v3/credentials}. */
public final class CredentialsApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> KNOWN = Set.of("id", "user_id", "project_id", "type", "blob", "links");

    /** By which an EC2 log-in is delegated. */
    private static final List<String> POWERS = List.of("trust_id", "app_cred_id", "access_token_id", "access_id");

    private final Credentials credentials;
    private final TokenIssuer issuer;

    public CredentialsApi(Credentials credentials, TokenIssuer issuer) {
        this.credentials = credentials;
        this.issuer = issuer;
    }

    public void routes(Routes routes) {
        routes.get("/credentials", "identity:list_credentials", this::list)
                .post("/credentials", "identity:create_credential", this::create)
                .get("/credentials/{credential_id}", "identity:get_credential", this::show)
                .patch("/credentials/{credential_id}", "identity:update_credential", this::update)
                .delete("/credentials/{credential_id}", "identity:delete_credential", this::delete);
    }

    private Response list(Request r) {
        r.authorize(target(r.caller().user().id()));
        var own = OwnToken.of(r, issuer);
        var found = credentials.list().stream()
                .filter(c -> r.allows(
                        "identity:get_credential", target(c.credential().userId())))
                .filter(c -> own.sees(c.credential().projectId()))
                .map(c -> view(r, c))
                .toList();
        return Listing.of(r, "credentials", found, Set.of("user_id", "type"));
    }

    private Response create(Request r) {
        var f = Fields.of(r, "credential");
        r.authorize(target(f.text("user_id", "")));
        var own = OwnToken.of(r, issuer);
        var type = f.name("type");
        var blob = f.name("blob");
        var project = f.text("project_id");
        own.requireProject(project, "Credential");
        var id = Ids.hex();
        if (type.equalsIgnoreCase(Credential.EC2)) {
            own.refuseRestricted("credentials");
            if (project == null) {
                throw new Fault.Invalid("'project_id' is a required property");
            }
            var parsed = ec2(blob);
            id = Credentials.idOf(parsed.path("access").asString());
            blob = JSON.writeValueAsString(stamped(parsed, own));
        }
        var credential = new Credential(id, f.name("user_id"), project, type, f.extra(KNOWN, Map.of()));
        credentials.create(r.caller(), credential, new Secret(blob));
        return Response.created(Map.of("credential", view(r, new Open(credential, new Secret(blob)))));
    }

    /** What an EC2 log-in with it will be delegated by. */
    private static ObjectNode stamped(ObjectNode blob, OwnToken own) {
        switch (own.delegation()) {
            case null -> {}
            case Delegation.ByTrust(var id) -> blob.put("trust_id", id);
            case Delegation.ByApplicationCredential(var id) -> blob.put("app_cred_id", id);
        }
        return blob;
    }

    private static ObjectNode ec2(String blob) {
        try {
            if (JSON.readTree(blob) instanceof ObjectNode object
                    && object.path("access").isString()) {
                return object;
            }
        } catch (JacksonException e) {
            throw new Fault.Invalid("Invalid blob in credential");
        }
        throw new Fault.Invalid("Expecting to find access in credential. The server could not comply with the request"
                + " since it is either malformed or otherwise incorrect. The client is assumed to be in error.");
    }

    private Response show(Request r) {
        return Response.ok(Map.of("credential", view(r, allowed(r))));
    }

    private Response update(Request r) {
        var old = allowed(r);
        var was = old.credential();
        var f = Fields.of(r, "credential");
        var after = new Credential(
                was.id(),
                f.text("user_id", was.userId()),
                f.has("project_id") ? f.text("project_id") : was.projectId(),
                f.text("type", was.type()),
                f.extra(KNOWN, was.extra()));
        var blob = f.text("blob", old.blob().value());
        if (was.type().equalsIgnoreCase(Credential.EC2)) {
            refuseOtherPower(ec2(old.blob().value()), ec2(blob));
            refuseOtherType(was.type(), after.type(), ec2(old.blob().value()));
        }
        OwnToken.of(r, issuer).requireProject(after.projectId(), "Credential");
        r.require("identity:update_credential", target(after.userId()));
        credentials.update(r.caller(), after, new Secret(blob));
        return Response.ok(Map.of("credential", view(r, new Open(after, new Secret(blob)))));
    }

    private static void refuseOtherPower(ObjectNode before, ObjectNode after) {
        for (var key : POWERS) {
            if (!Objects.equals(before.get(key), after.get(key))) {
                throw new Fault.Invalid("%s can not be updated for credential".formatted(key));
            }
        }
    }

    /** As another type it could be changed freely, and then be what it was again, with all of its owner's power. */
    private static void refuseOtherType(String before, String after, ObjectNode blob) {
        if (!before.equalsIgnoreCase(after) && POWERS.stream().anyMatch(blob::has)) {
            throw new Fault.Invalid("type can not be updated for credential");
        }
    }

    private Response delete(Request r) {
        credentials.delete(r.caller(), allowed(r).credential());
        return Response.noContent();
    }

    private Open allowed(Request r) {
        var found = credentials.find(r.path("credential_id"));
        r.authorize(target(found.map(c -> c.credential().userId()).orElse(null)));
        var there = found.orElseThrow(
                () -> new Fault.NotFound("Could not find credential: %s.".formatted(r.path("credential_id"))));
        OwnToken.of(r, issuer).requireProject(there.credential().projectId(), "Credential");
        return there;
    }

    private static Map<String, @Nullable Object> target(@Nullable String userId) {
        return Targets.none().with("target.credential.user_id", userId).map();
    }

    private static Map<String, @Nullable Object> view(Request r, Open open) {
        var c = open.credential();
        var view = new LinkedHashMap<String, @Nullable Object>(c.extra());
        view.put("id", c.id());
        view.put("user_id", c.userId());
        view.put("project_id", c.projectId());
        view.put("type", c.type());
        view.put("blob", open.blob().value());
        view.put("links", Map.of("self", "%s/v3/credentials/%s".formatted(r.baseUrl(), c.id())));
        return view;
    }
}
