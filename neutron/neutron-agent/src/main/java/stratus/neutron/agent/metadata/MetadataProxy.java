package stratus.neutron.agent.metadata;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import stratus.neutron.agent.AgentConfig.Metadata;
import stratus.neutron.rpc.NetworkServerRpc;
import stratus.neutron.rpc.NetworkServerRpc.InstanceOf;
import stratus.oslo.base.Fault;

/**
 * Hands a guest's request on to Nova's metadata service, with who asks and the proof that it was us who found out.
 *
 * <p>The guest is known by the address that it asks from, which anti-spoofing vouches for; what it says of itself in
 * headers is dropped.
 */
public final class MetadataProxy {
    private static final System.Logger log = System.getLogger("neutron.metadata");
    private static final int LARGEST_BODY = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Headers that are about one connection, or that only we may set. */
    private static final Set<String> OURS = Set.of(
            "connection",
            "content-length",
            "expect",
            "host",
            "http2-settings",
            "keep-alive",
            "te",
            "transfer-encoding",
            "upgrade",
            "x-forwarded-for",
            "x-instance-id",
            "x-instance-id-signature",
            "x-metadata-provider",
            "x-metadata-provider-signature",
            "x-tenant-id");

    private final NetworkServerRpc server;
    private final Metadata nova;
    private final HttpClient http;
    private final Neighbours neighbours;

    public MetadataProxy(NetworkServerRpc server, Metadata nova, HttpClient http, Neighbours neighbours) {
        this.server = server;
        this.nova = nova;
        this.http = http;
        this.neighbours = neighbours;
    }

    /** Knows which of its addresses a port was given, when it uses the one that it gave itself. */
    @FunctionalInterface
    public interface Neighbours {
        String given(Source source, String ip);
    }

    void handle(Source source, HttpExchange exchange) throws IOException {
        try {
            answer(source, exchange);
        } catch (Fault.NotFound unknown) {
            fail(exchange, 404, "The resource could not be found.");
        } catch (Fault | IOException e) {
            log.log(Level.WARNING, () -> "metadata for " + source.namespace() + " failed: " + e);
            fail(exchange, 503, "The metadata service is unavailable.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.log(Level.ERROR, () -> "metadata for " + source.namespace() + " failed", e);
            fail(exchange, 500, "An unknown error has occurred. Please try your request again.");
        } finally {
            exchange.close();
        }
    }

    private void answer(Source source, HttpExchange exchange) throws IOException, InterruptedException {
        var body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
        if (body.length > LARGEST_BODY) {
            fail(exchange, 413, "The body is too large.");
            return;
        }
        var ip = address(exchange);
        var asking = server.whoAsks(source.address(neighbours.given(source, ip)));
        var reply = http.send(request(exchange, body, ip, asking), BodyHandlers.ofByteArray());
        pass(reply, exchange);
    }

    private static String address(HttpExchange exchange) {
        var text = exchange.getRemoteAddress().getAddress().getHostAddress();
        return text.replaceFirst("%.*", "");
    }

    private HttpRequest request(HttpExchange exchange, byte[] body, String ip, InstanceOf asking) {
        var request = HttpRequest.newBuilder(target(exchange.getRequestURI()))
                .timeout(PATIENCE)
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> copy(request, name, values));
        return request.header("X-Forwarded-For", ip)
                .header("X-Instance-ID", asking.deviceId())
                .header("X-Tenant-ID", asking.projectId())
                .header("X-Instance-ID-Signature", signature(asking.deviceId()))
                .build();
    }

    private static void copy(HttpRequest.Builder request, String name, List<String> values) {
        if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
        }
    }

    /** Only path and query are the guest's: where it goes is not. */
    private URI target(URI asked) {
        var path = asked.getRawPath() == null || asked.getRawPath().isEmpty() ? "/" : asked.getRawPath();
        var query = asked.getRawQuery() == null ? "" : "?" + asked.getRawQuery();
        return URI.create(nova.url().toString().replaceFirst("/$", "") + path + query);
    }

    private String signature(String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(nova.secret().value().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pass(HttpResponse<byte[]> reply, HttpExchange exchange) throws IOException {
        reply.headers().map().forEach((name, values) -> {
            // the JDK's HTTP/2 names begin with a colon
            if (!OURS.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        send(exchange, reply.statusCode(), reply.body());
    }

    private static void fail(HttpExchange exchange, int status, String message) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=UTF-8");
        send(exchange, status, message.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean bare = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, bare ? -1 : body.length);
        if (!bare) {
            exchange.getResponseBody().write(body);
        }
    }
}
