package stratus.keystone.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static stratus.keystone.api.TestKeystone.project;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import stratus.clients.keystone.KeystoneTokens;
import stratus.clients.keystone.ServiceSession;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.http.RestClient;

/** The client that every other service has, against the real thing. */
class KeystoneTokensTest {
    private static final String REQUEST = "req-00000000-0000-4000-8000-000000000000";

    @Test
    void aServiceSeesWhatKeystoneSeesUntilTheTokenIsRevoked() {
        try (var keystone = new TestKeystone()) {
            var client = RestClient.to("identity", keystone.api.url());
            var session = session(client, "service-secret");
            var tokens = new KeystoneTokens(client, session, InstantSource.system());
            keystone.service.onRevocation(tokens::forgetAll);
            var admin = new Secret(keystone.token("admin", "admin-secret", project("admin")));

            var caller = tokens.validate(admin, session.token(), REQUEST);
            assertThat(caller.roles()).contains("admin", "reader");
            assertThat(caller.serviceRoles()).contains("service");
            assertThat(caller.project())
                    .isEqualTo(keystone.service
                            .tokens()
                            .validate(admin, null, REQUEST)
                            .project());
            assertThat(session.caller(REQUEST).user().name()).isEqualTo("nova");

            keystone.api
                    .as(admin.value())
                    .header("X-Subject-Token", admin.value())
                    .call("DELETE", "/v3/auth/tokens", null);
            assertThatThrownBy(() -> tokens.validate(admin, null, REQUEST)).isInstanceOf(Fault.Unauthorized.class);
        }
    }

    @Test
    void aServiceWithAWrongPasswordSaysThatKeystoneIsUnavailable() {
        try (var keystone = new TestKeystone()) {
            var client = RestClient.to("identity", keystone.api.url());
            var session = session(client, "wrong");
            assertThatThrownBy(session::token).isInstanceOf(Fault.Unavailable.class);
        }
    }

    private static ServiceSession session(RestClient client, String password) {
        var account = ServiceSession.Account.service("nova", new Secret(password));
        return new ServiceSession(client, account, InstantSource.system());
    }
}
