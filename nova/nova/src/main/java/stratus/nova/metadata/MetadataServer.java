package stratus.nova.metadata;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.lang.System.Logger.Level;
import java.util.regex.Pattern;
import stratus.nova.app.GuestPasswords;
import stratus.nova.app.Metadata;
import stratus.nova.rpc.metadata.GuestData;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ServerId;
import stratus.oslo.base.Secret;

/**
 * {@code nova-metadata}: tells guests of themselves, in EC2's and in OpenStack's format.
 *
 * <p>A guest's request comes through Neutron's agent, which says whose it is and signs that.
 */
public final class MetadataServer implements AutoCloseable {
    private static final System.Logger log = System.getLogger("nova-metadata");

    private static final Pattern PASSWORD = Pattern.compile("/openstack/(latest|[0-9-]{10})/password");

    private final Metadata metadata;
    private final GuestPasswords passwords;
    private final Signature signature;
    private final WebServer server;

    /** Listens from now on; port 0 takes any free one, a taken one is refused. Agents of Neutron's know the secret. */
    public MetadataServer(Metadata metadata, GuestPasswords passwords, Secret secret, String address, int port) {
        this.metadata = metadata;
        this.passwords = passwords;
        this.signature = new Signature(secret);
        this.server = WebServer.builder()
                .host(address)
                .port(port)
                .shutdownHook(false)
                .addRouting(HttpRouting.builder().any(this::handle))
                .build()
                .start();
        if (!server.isRunning()) { // Helidon only logs it
            throw new IllegalStateException("the port cannot be taken");
        }
    }

    public int port() {
        return server.port();
    }

    private void handle(ServerRequest request, ServerResponse response) {
        try {
            answer(request, response);
        } catch (Fault.Invalid wrong) {
            fail(response, Status.BAD_REQUEST_400, wrong.getMessage());
        } catch (Fault.Forbidden forged) {
            fail(response, Status.FORBIDDEN_403, forged.getMessage());
        } catch (Fault.Conflict there) {
            fail(response, Status.CONFLICT_409, there.getMessage());
        } catch (Fault.NotFound missing) {
            fail(response, Status.NOT_FOUND_404, missing.getMessage());
        } catch (RuntimeException e) {
            log.log(Level.ERROR, () -> "metadata " + request.path().path() + " failed", e);
            fail(
                    response,
                    Status.INTERNAL_SERVER_ERROR_500,
                    "An unknown error has occurred. Please try your request again.");
        }
    }

    private void answer(ServerRequest request, ServerResponse response) {
        var method = request.prologue().method().text();
        if (PASSWORD.matcher(request.path().path()).matches()) {
            password(method, request, response);
            return;
        }
        if (!method.equals("GET") && !method.equals("HEAD")) {
            fail(response, Status.METHOD_NOT_ALLOWED_405, "The method %s is not allowed.".formatted(method));
            return;
        }
        var item = guest(request).find(request.path().path()).orElseThrow(() -> new Fault.NotFound("Not found"));
        response.header(HeaderValues.create(
                        HeaderNames.CONTENT_TYPE, item.json() ? "application/json" : "text/plain; charset=UTF-8"))
                .send(item.bytes());
    }

    private void password(String method, ServerRequest request, ServerResponse response) {
        guest(request);
        var server = ServerId.parse(header(request, "X-Instance-ID"));
        if (method.equals("POST")) {
            passwords.leave(
                    server, request.content().hasEntity() ? request.content().as(String.class) : "");
            response.send();
        } else {
            response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, "text/plain; charset=UTF-8"))
                    .send(passwords.of(server));
        }
    }

    /** Whoever asks, as the agent says and proves. */
    private GuestData guest(ServerRequest request) {
        var instance = header(request, "X-Instance-ID");
        var project = header(request, "X-Tenant-ID");
        var given = request.headers()
                .first(HeaderNames.create("X-Instance-ID-Signature"))
                .orElse("");
        if (!signature.fits(instance, given)) {
            log.log(Level.WARNING, () -> "a request for " + instance + " was not signed by an agent of ours");
            throw new Fault.Forbidden("Invalid proxy request signature.", null);
        }
        return metadata.of(ServerId.parse(instance), project)
                .orElseThrow(() -> new Fault.NotFound("The resource could not be found."));
    }

    private static String header(ServerRequest request, String name) {
        return request.headers()
                .first(HeaderNames.create(name))
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new Fault.Invalid(name + " header is missing from request."));
    }

    private static void fail(ServerResponse response, Status status, String message) {
        response.status(status)
                .header(HeaderValues.create(HeaderNames.CONTENT_TYPE, "text/plain; charset=UTF-8"))
                .send(message + "\n");
    }

    @Override
    public void close() {
        server.stop();
    }
}
