package stratus.keystone.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import stratus.keystone.app.Ec2Authentication;
import stratus.keystone.app.Ec2Request;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;
import tools.jackson.databind.JsonNode;

/** {@code /v3/ec2tokens} and {@code /v3/s3tokens}: what a service was asked with a signature, for a token. */
public final class Ec2TokensApi {
    private final Ec2Authentication authentication;
    private final TokenBodies bodies;

    public Ec2TokensApi(Ec2Authentication authentication, TokenBodies bodies) {
        this.authentication = authentication;
        this.bodies = bodies;
    }

    public void routes(Routes routes) {
        routes.post("/ec2tokens", "identity:ec2tokens_validate", this::ec2)
                .post("/s3tokens", "identity:s3tokens_validate", this::s3);
    }

    private Response ec2(Request r) {
        r.authorize();
        var given = given(r);
        var token = authentication.logIn(request(given, ""));
        return Response.ok(bodies.of(token, true))
                .with("X-Subject-Token", token.text().value());
    }

    private Response s3(Request r) {
        r.authorize();
        var given = given(r);
        String text;
        try {
            var bytes = Base64.getUrlDecoder().decode(given.path("token").asString(""));
            text = new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Fault.Unauthorized("Credential signature mismatch");
        }
        var token = authentication.logIn(request(given, text));
        return Response.ok(bodies.of(token, true));
    }

    /** Under any of the names that clients have used. */
    private static JsonNode given(Request r) {
        var body = r.json();
        if (body.isEmpty()) {
            throw new Fault.Invalid("request must include a request body");
        }
        for (var name : new String[] {"credentials", "credential", "ec2Credentials"}) {
            if (body.path(name).path("access").isString()) {
                return body.path(name);
            }
        }
        throw new Fault.Unauthorized("EC2 Signature not supplied");
    }

    private static Ec2Request request(JsonNode given, String s3) {
        return new Ec2Request(
                given.path("access").asString(""),
                given.path("signature").asString(""),
                given.path("verb").asString(""),
                given.path("host").asString(""),
                given.path("path").asString("/"),
                texts(given.path("params")),
                texts(given.path("headers")),
                given.path("body_hash").asString(""),
                s3);
    }

    private static Map<String, String> texts(JsonNode object) {
        var all = new LinkedHashMap<String, String>();
        object.properties().forEach(e -> all.put(e.getKey(), e.getValue().asString("")));
        return all;
    }
}
