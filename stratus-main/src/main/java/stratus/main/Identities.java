package stratus.main;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import stratus.clients.keystone.KeystoneTokens;
import stratus.clients.keystone.ServiceSession;
import stratus.oslo.base.Secret;
import stratus.oslo.http.RestClient;

/** Each service's own user, and its way to ask Keystone who is behind a token. */
final class Identities {
    private final RestClient keystone;
    private final Secret password;
    private final InstantSource clock;
    private final List<KeystoneTokens> caches = new CopyOnWriteArrayList<>();

    Identities(String keystoneUrl, Secret password, InstantSource clock) {
        this.keystone = RestClient.to("Identity", keystoneUrl);
        this.password = password;
        this.clock = clock;
    }

    /** Logs in when it is first asked for something. */
    ServiceSession session(String user) {
        return new ServiceSession(keystone, ServiceSession.Account.service(user, password), clock);
    }

    KeystoneTokens tokens(ServiceSession session) {
        var tokens = new KeystoneTokens(keystone, session, clock);
        caches.add(tokens);
        return tokens;
    }

    /** Every service of this process asks Keystone again, from now on. */
    void forgetAll() {
        caches.forEach(KeystoneTokens::forgetAll);
    }
}
