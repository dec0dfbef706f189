package stratus.main;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import stratus.clients.keystone.ServiceSession;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Secret;
import stratus.oslo.db.Databases;
import stratus.oslo.db.Db;
import stratus.oslo.http.Api;
import stratus.oslo.http.RestClient;
import stratus.oslo.messaging.Bus;
import stratus.oslo.messaging.InProcessBus;
import stratus.oslo.trace.Tracer;

/** What every role of this process is built from: configuration, bus, databases, identities, listeners. */
final class Site implements AutoCloseable {
    final CloudConfig config;
    final Undo undo = new Undo();
    final Bus bus = undo.add(new InProcessBus());
    final Tracer tracer;
    final Passages passages;
    final Identities identities;
    private final Secrets secrets;
    private final Listeners listeners;
    private final Map<Role, RestClient> clients = new EnumMap<>(Role.class);
    private final Map<String, String> urls = new LinkedHashMap<>();

    Site(CloudConfig config) {
        this.config = config;
        this.tracer = new Tracer(bus, config.clock(), config.halts());
        this.passages = new Passages(tracer);
        this.secrets = new Secrets(config.data().resolve("keys"));
        this.listeners = undo.add(new Listeners(config.ports()));
        this.identities = new Identities(url(Role.KEYSTONE), secrets.of("service"), config.clock());
    }

    String url(Role role) {
        return config.ports().url(role);
    }

    /** Keystone's public address, where those without a token are sent. */
    String authUri() {
        return url(Role.KEYSTONE);
    }

    Path data(String name) {
        return config.data().resolve(name);
    }

    Secret secret(String name) {
        return secrets.of(name);
    }

    Db db(String service) {
        return undo.add(Databases.open(config.database(), service));
    }

    /** From now on the role answers. */
    void serve(Role role, Api api) {
        listeners.serve(role, api.seenBy(api.onlooker().and(new Refusing(bus))));
        urls.put(role.text(), url(role));
    }

    /** The same for a role that is no API, and listens by itself. */
    void serve(Role role, Listeners.Listener<AutoCloseable> listener) {
        undo.add(listeners.begin(role, listener));
        urls.put(role.text(), url(role));
    }

    Map<String, String> urls() {
        return Map.copyOf(urls);
    }

    /** Speaks to a role's API on a caller's behalf, our own token beside it. */
    Function<Caller, RestClient> onBehalf(Role role, ServiceSession own) {
        var client = client(role);
        return caller -> client.as(caller, own.token());
    }

    /** Speaks to a role's API with our own token alone, for the caller's request. */
    Function<Caller, RestClient> asService(Role role, ServiceSession own) {
        var client = client(role);
        return caller -> client.as(own.caller(caller.requestId()), null);
    }

    RestClient client(Role role) {
        return clients.computeIfAbsent(role, r -> RestClient.to(name(r), url(r)));
    }

    private static String name(Role role) {
        return switch (role) {
            case KEYSTONE -> "Identity";
            case GLANCE -> "Image";
            case NEUTRON_SERVER -> "Network";
            case CINDER_API -> "Block Storage";
            case NOVA_API -> "Compute";
            default -> role.text();
        };
    }

    @Override
    public void close() {
        undo.close();
    }
}
