package stratus.nova.app;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import stratus.nova.domain.ConsoleToken;
import stratus.nova.domain.Server;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.ComputeRpc.GetScreen;
import stratus.nova.rpc.ComputeRpc.Screen;
import stratus.nova.store.ConsoleStore;
import stratus.nova.store.ServerStore;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.db.Db;

/** Lets users look at their servers' screens, by a token that holds for ten minutes. */
public final class Consoles {
    private static final Duration TTL = Duration.ofMinutes(10);

    private final Db db;
    private final ConsoleStore tokens;
    private final ServerStore servers;
    private final Function<HostName, ComputeRpc> compute;
    private final Settings settings;
    private final InstantSource clock;

    public Consoles(
            Db db,
            ConsoleStore tokens,
            ServerStore servers,
            Function<HostName, ComputeRpc> compute,
            Settings settings,
            InstantSource clock) {
        this.db = db;
        this.tokens = tokens;
        this.servers = servers;
        this.compute = compute;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Where screens are shown.
     *
     * @param novncUrl the page that browsers open, without the token
     * @param self the service user, on whose behalf hosts are asked when a browser connects
     */
    public record Settings(String novncUrl, Supplier<Caller> self) {}

    /** The address that the user's browser shall open. */
    public String novnc(Caller caller, Server server) {
        var host = server.host();
        if (host == null) {
            throw new Fault.Conflict("Instance not yet ready");
        }
        var screen = screen(caller, server, host);
        var token = UUID.randomUUID().toString();
        var now = clock.instant();
        db.run(tx -> {
            tokens.deleteExpired(tx, now);
            tokens.insert(
                    tx,
                    new ConsoleToken(
                            hash(token), server.id(), "novnc", screen.host(), screen.port(), null, now.plus(TTL)));
        });
        return settings.novncUrl() + "?path=" + URLEncoder.encode("?token=" + token, StandardCharsets.UTF_8);
    }

    private Screen screen(Caller caller, Server server, HostName host) {
        try {
            return compute.apply(host).screen(new GetScreen(caller, server.id()));
        } catch (Fault.NotImplemented none) {
            throw new Fault.Invalid("Unavailable console type novnc.");
        } catch (Fault.NotFound | Fault.Conflict notRunning) {
            throw new Fault.Conflict("Instance not yet ready");
        }
    }

    public Optional<ConsoleToken> find(String token) {
        return tokens.find(hash(token), clock.instant());
    }

    /** Where a browser with this token may be connected to; empty where it holds no more, or the guest has moved. */
    public Optional<ConsoleToken> authorized(String token) {
        return find(token).filter(this::stillThere);
    }

    private boolean stillThere(ConsoleToken token) {
        var server = servers.find(token.serverId()).orElse(null);
        if (server == null || server.host() == null) {
            return false;
        }
        try {
            var screen = compute.apply(server.host())
                    .screen(new GetScreen(settings.self().get(), server.id()));
            return screen.host().equals(token.host()) && screen.port() == token.port();
        } catch (Fault gone) {
            return false;
        }
    }

    private static String hash(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
