package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static stratus.keystone.api.TestKeystone.names;
import static stratus.keystone.api.TestKeystone.project;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import stratus.oslo.http.RestClient;
import tools.jackson.databind.JsonNode;

/** EC2 credentials, and what is had by them: their owner's power, or as much as was delegated. */
class Ec2Test {
    private static TestKeystone keystone;
    private static String owner;
    private static String trustee;
    private static String demo;
    private static String other;

    @BeforeAll
    static void start() {
        keystone = new TestKeystone();
        owner = keystone.create("users", "user", Map.of("name", "owner", "password", "pw"));
        trustee = keystone.create("users", "user", Map.of("name", "trustee", "password", "pw"));
        demo = keystone.admin()
                .get("/v3/projects?name=demo")
                .at("/projects/0/id")
                .stringValue();
        other = keystone.create("projects", "project", Map.of("name", "other"));
        for (var where : List.of(demo, other)) {
            var manager = role("manager");
            keystone.admin().put("/v3/projects/%s/users/%s/roles/%s".formatted(where, owner, manager), null);
        }
    }

    @AfterAll
    static void stop() {
        keystone.close();
    }

    private static String role(String name) {
        return keystone.admin().get("/v3/roles?name=" + name).at("/roles/0/id").stringValue();
    }

    private static RestClient as(String user) {
        return keystone.api.as(keystone.token(user, "pw", project("demo")));
    }

    private static RestClient service() {
        return keystone.api.as(keystone.token("nova", "service-secret", project("service")));
    }

    private static JsonNode credential(RestClient client, String user) {
        var path = "/v3/users/%s/credentials/OS-EC2".formatted(user);
        return client.post(path, Map.of("tenant_id", demo)).path("credential");
    }

    private static RestClient.Answer ec2(JsonNode credential) {
        return service().exchange("POST", "/v3/ec2tokens", Signed.ec2(credential));
    }

    /** What a token of the trust's is good for: it has the role member, and not the trustor's manager. */
    private static RestClient byTrust(boolean impersonation) {
        var trust = Map.of(
                "trustor_user_id",
                owner,
                "trustee_user_id",
                trustee,
                "project_id",
                demo,
                "impersonation",
                impersonation,
                "roles",
                List.of(Map.of("name", "member")));
        var id = as("owner")
                .post("/v3/OS-TRUST/trusts", Map.of("trust", trust))
                .at("/trust/id")
                .stringValue();
        var answer = keystone.logIn("trustee", "pw", Map.of("OS-TRUST:trust", Map.of("id", id)));
        return keystone.api.as(Objects.requireNonNull(answer.headers().get("x-subject-token")));
    }

    @Test
    void aSignedRequestIsItsOwnersOnTheCredentialsProject() {
        var answer = ec2(credential(as("owner"), owner));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().at("/token/user/id").stringValue()).isEqualTo(owner);
        assertThat(answer.body().at("/token/project/id").stringValue()).isEqualTo(demo);
        assertThat(answer.headers().get("x-subject-token")).isNotBlank();
    }

    @Test
    void onlyServicesAndAdministratorsAskAboutSignatures() {
        var body = Signed.ec2(credential(as("owner"), owner));
        assertThat(as("owner").exchange("POST", "/v3/ec2tokens", body).status()).isEqualTo(403);
        assertThat(keystone.api
                        .anonymous()
                        .exchange("POST", "/v3/ec2tokens", body)
                        .status())
                .isEqualTo(401);
        assertThat(keystone.admin().exchange("POST", "/v3/ec2tokens", body).status())
                .isEqualTo(200);
    }

    @Test
    void aStoresRequestIsTheOwnersTooUnlessItIsSignedByAnother() {
        var credential = credential(as("owner"), owner);
        var right = Signed.s3(credential, credential.path("secret").stringValue());
        assertThat(service().exchange("POST", "/v3/s3tokens", right).status()).isEqualTo(200);
        var wrong = Signed.s3(credential, "another");
        assertThat(service().exchange("POST", "/v3/s3tokens", wrong).status()).isEqualTo(401);
    }

    @Test
    void madeByATrustWithImpersonationItIsTheTrustorWithTheTrustsRoles() {
        var token = ec2(credential(byTrust(true), owner)).body().path("token");
        assertThat(token.at("/user/id").stringValue()).isEqualTo(owner);
        assertThat(names(token.path("roles"))).containsExactlyInAnyOrder("member", "reader");
        assertThat(token.at("/OS-TRUST:trust/trustee_user/id").stringValue()).isEqualTo(trustee);
    }

    @Test
    void madeByATrustWithoutImpersonationItIsTheTrusteeWithTheTrustsRoles() {
        var token = ec2(credential(byTrust(false), trustee)).body().path("token");
        assertThat(token.at("/user/id").stringValue()).isEqualTo(trustee);
        assertThat(names(token.path("roles"))).containsExactlyInAnyOrder("member", "reader");
    }

    @Test
    void itEndsWithTheTrust() {
        var client = byTrust(true);
        var credential = credential(client, owner);
        var trust = client.get("/v3/OS-TRUST/trusts?trustor_user_id=" + owner).path("trusts");
        trust.values()
                .forEach(t -> as("owner")
                        .exchange(
                                "DELETE", "/v3/OS-TRUST/trusts/" + t.path("id").stringValue(), null));
        assertThat(ec2(credential).status()).isEqualTo(401);
    }

    @Test
    void whatWasDelegatedForOneProjectIsNotTakenToAnother() {
        var client = byTrust(true);
        var credential = credential(client, owner);
        var path = "/v3/credentials/"
                + stratus.keystone.app.Credentials.idOf(
                        credential.path("access").stringValue());
        var moved = Map.of("credential", Map.of("project_id", other));
        assertThat(client.exchange("PATCH", path, moved).status()).isEqualTo(403);
        assertThat(as("owner").exchange("PATCH", path, moved).status()).isEqualTo(200);
        assertThat(ec2(credential).status()).isEqualTo(401);
    }

    @Test
    void whatWasDelegatedDoesNotBecomeAnothersByItsType() {
        var client = byTrust(true);
        var credential = credential(client, owner);
        var path = "/v3/credentials/"
                + stratus.keystone.app.Credentials.idOf(
                        credential.path("access").stringValue());
        var plain = "{\"access\":\"%s\",\"secret\":\"x\"}"
                .formatted(credential.path("access").stringValue());
        assertThat(client.exchange("PATCH", path, Map.of("credential", Map.of("blob", plain)))
                        .status())
                .isEqualTo(400);
        assertThat(client.exchange("PATCH", path, Map.of("credential", Map.of("type", "plain")))
                        .status())
                .isEqualTo(400);
    }
}
