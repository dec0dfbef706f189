package stratus.oslo.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.base.RequestScope;
import stratus.oslo.base.Secret;
import stratus.oslo.http.Response.Content;
import stratus.oslo.http.Routes.Access;
import stratus.oslo.http.Routes.Route;

/** A request's way: route, version, caller, handler, answer; and every fault in the service's own envelope. */
final class Dispatcher {
    /** Services that also give a request's id the name that it had before there was one for all. */
    private static final Set<String> OLDER_NAME = Set.of("nova", "cinder");

    private static final System.Logger log = System.getLogger("stratus.http");

    private final Api api;
    private final RouteTable routes;
    private final Codec codec;
    private final SilentClients clients;

    Dispatcher(Api api, SilentClients clients) {
        this.api = api;
        this.clients = clients;
        this.routes = new RouteTable(api.routes().all());
        this.codec = new Codec(api.times());
    }

    /** Logs, steps and events of whatever happens meanwhile carry the request's id. */
    void handle(ServerRequest from, ServerResponse to) {
        var exchange = new Exchange(from, api, codec, clients);
        RequestScope.run(exchange.requestId(), () -> serve(exchange, to));
    }

    private void serve(Exchange exchange, ServerResponse to) {
        Response answer;
        try {
            answer = answer(exchange);
        } catch (Fault fault) {
            answer = refuse(exchange, fault);
        } catch (
                CancellationException
                        gone) { // the client fell silent, or this process stops: there is nobody to answer
            exchange.passage().failed(gone);
            throw new CloseConnectionException("the request was broken off", gone);
        } catch (RuntimeException | StackOverflowError bug) {
            answer = broken(exchange, bug);
        }
        send(exchange, answer, to);
    }

    private Response answer(Exchange exchange) {
        var match = routes.find(exchange.path());
        if (match == null || !api.routes().slashes() && exchange.path().matches("/[^/]+/.*/")) {
            authenticate(exchange);
            throw new Fault.NotFound("The resource could not be found.");
        }
        var method = exchange.method();
        var route = match.routes().get(method);
        if (route == null && method.equals("HEAD") && api.routes().heads()) {
            route = match.routes().get("GET");
        }
        if (route == null) {
            if (api.routes().callersFirst() && !match.open()) {
                authenticate(exchange);
            }
            return refuse(exchange, new Fault.MethodNotAllowed("The method is not allowed for the requested URL."))
                    .with("Allow", allowed(match, method));
        }
        exchange.routed(route, match.variables(route));
        if (route.access() != Access.OPEN) {
            authenticate(exchange);
        }
        exchange.version(api.microversions().of(exchange));
        try {
            return handled(exchange, route);
        } catch (Fault.MethodNotAllowed fault) { // a route may be there only to say why there is none
            return refuse(exchange, fault).with("Allow", allowed(match, method));
        }
    }

    private Response handled(Exchange exchange, Route route) {
        var answer = route.handler().handle(exchange);
        if (!exchange.checked()) {
            throw new IllegalStateException(
                    "the handler of %s %s did not check its rule".formatted(exchange.method(), route.path()));
        }
        exchange.passage().answered(answer);
        return answer;
    }

    private String allowed(RouteTable.Match match, String refused) {
        var allowed = new TreeSet<>(match.routes().keySet());
        if (allowed.contains("GET") && api.routes().heads()) {
            allowed.add("HEAD");
        }
        allowed.remove(refused);
        return String.join(", ", allowed);
    }

    private void authenticate(Exchange exchange) {
        var token = exchange.header("X-Auth-Token");
        if (token == null || token.isBlank()) {
            throw new Fault.Unauthorized("The request you have made requires authentication.");
        }
        var service = exchange.header("X-Service-Token");
        var caller = api.tokens()
                .validate(new Secret(token), service == null ? null : new Secret(service), exchange.requestId());
        AccessRules.require(caller, api.name(), exchange.method(), exchange.path());
        exchange.by(caller);
    }

    private Response refuse(Exchange exchange, Fault fault) {
        int status = Errors.status(fault);
        var refused = fault instanceof Fault.Forbidden ? exchange.refused(fault) : null;
        if (refused != null) {
            exchange.passage().refused(refused);
        }
        exchange.passage().failed(fault);
        if (fault.getCause() != null) {
            log.log(Level.WARNING, () -> exchange.requestId() + " " + fault.getMessage(), fault.getCause());
        }
        if (fault instanceof Fault.Unauthorized) {
            return api.envelope()
                    .unauthorized()
                    .answer(exchange, 401, fault.getMessage(), null)
                    .with("WWW-Authenticate", "Keystone uri=\"" + api.authUri() + "\"");
        }
        return api.envelope().answer(exchange, status, fault.getMessage(), fault.code());
    }

    private Response broken(Exchange exchange, Throwable bug) {
        exchange.passage().failed(bug);
        log.log(
                Level.ERROR,
                () -> "%s %s %s failed".formatted(exchange.requestId(), exchange.method(), exchange.path()),
                bug);
        var message = "An unexpected error prevented the server from fulfilling your request (%s)."
                .formatted(exchange.requestId());
        return api.envelope().answer(exchange, 500, message, null);
    }

    private void send(Exchange exchange, Response answer, ServerResponse to) {
        to.status(Status.create(answer.status()));
        to.header(HeaderValues.create("X-OpenStack-Request-ID", exchange.requestId()));
        if (OLDER_NAME.contains(api.name())) {
            to.header(HeaderValues.create("X-Compute-Request-ID", exchange.requestId()));
        }
        api.microversions().headers(exchange.version()).forEach((n, v) -> to.header(HeaderValues.create(n, v)));
        answer.headers().forEach((n, v) -> to.header(HeaderValues.create(HeaderNames.create(n), v)));
        if (exchange.leavesBodyOpen()) {
            to.header(HeaderValues.CONNECTION_CLOSE);
        }
        try {
            body(exchange, answer.body(), to);
            exchange.passage().sent();
            if (exchange.leavesBodyOpen()) { // Helidon says so, but does not do it
                throw new CloseConnectionException("the client may send a body that was refused");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void body(Exchange exchange, @Nullable Object body, ServerResponse to) throws IOException {
        boolean head = exchange.method().equals("HEAD");
        switch (body) {
            case null -> to.send();
            case Content content when head -> to.send();
            case Content content -> {
                if (content.length() >= 0) {
                    to.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, content.length()));
                }
                try (var out = to.outputStream()) {
                    content.writeTo(out);
                }
            }
            case Response.Rendered(var json) -> json(json, head, to);
            default -> json(codec.write(body, exchange.version()), head, to);
        }
    }

    private static void json(byte[] bytes, boolean head, ServerResponse to) {
        to.headers().setIfAbsent(HeaderValues.CONTENT_TYPE_JSON);
        if (head) {
            to.header(HeaderValues.create(HeaderNames.CONTENT_LENGTH, bytes.length));
            to.send();
        } else {
            to.send(bytes);
        }
    }
}
