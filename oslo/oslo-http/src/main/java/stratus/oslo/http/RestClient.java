package stratus.oslo.http;

import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webclient.api.HttpClientRequest;
import io.helidon.webclient.api.HttpClientResponse;
import io.helidon.webclient.api.WebClient;
import io.helidon.webclient.api.WebClientConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.trace.StepScope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Speaks to one service's API: JSON out, JSON in, and an error of the service is the same {@link Fault} here.
 *
 * <p>Immutable; {@link #as} and {@link #header} give another client. A service that does not answer is
 * {@link Fault.Unavailable}.
 */
public final class RestClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final WebClient client;
    private final String baseUrl;
    private final String service;
    private final Map<String, String> headers;

    private RestClient(WebClient client, String baseUrl, String service, Map<String, String> headers) {
        this.client = client;
        this.baseUrl = baseUrl;
        this.service = service;
        this.headers = headers;
    }

    /**
     * {@code service} names it in messages; {@code baseUrl} has no slash at its end.
     *
     * <p>Each request has a connection of its own: Helidon 4.3.1 watches an idle one by reading from it, and under load now
     * and then swallows the first byte of the next answer ("Protocol is not HTTP: TTP/1.1").
     */
    public static RestClient to(String service, String baseUrl) {
        var client = builder(baseUrl).keepAlive(false).build();
        return new RestClient(client, baseUrl, service, Map.of("Accept", "application/json"));
    }

    private static WebClientConfig.Builder builder(String baseUrl) {
        var builder = WebClient.builder()
                .baseUri(baseUrl)
                .connectTimeout(Duration.ofSeconds(10))
                .readTimeout(Duration.ofSeconds(120))
                .followRedirects(false);
        return baseUrl.startsWith("https:")
                ? builder
                : builder.tls(Tls.builder().enabled(false).build());
    }

    /** On the caller's behalf: the user's token, our service's token beside it, and the caller's request id. */
    public RestClient as(Caller caller, @Nullable Secret serviceToken) {
        var mine = header("X-Auth-Token", caller.token().value()).header("X-OpenStack-Request-ID", caller.requestId());
        return serviceToken == null ? mine : mine.header("X-Service-Token", serviceToken.value());
    }

    public RestClient header(String name, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new RestClient(client, baseUrl, service, all);
    }

    /** Status, headers and JSON of an answer that was no error. */
    public record Answer(int status, Map<String, String> headers, JsonNode body) {}

    public JsonNode get(String path) {
        return call("GET", path, null).body();
    }

    public JsonNode post(String path, @Nullable Object body) {
        return call("POST", path, body).body();
    }

    public JsonNode put(String path, @Nullable Object body) {
        return call("PUT", path, body).body();
    }

    public JsonNode patch(String path, @Nullable Object body) {
        return call("PATCH", path, body).body();
    }

    /** What is gone already is a success. */
    public void delete(String path) {
        try {
            call("DELETE", path, null);
        } catch (Fault.NotFound gone) {
            return;
        }
    }

    /** Throws the {@link Fault} of a status of 400 and above; {@code body} is written as JSON, null sends none. */
    public Answer call(String method, String path, @Nullable Object body) {
        var answer = exchange(method, path, body);
        if (answer.status() >= 400) {
            throw fault(answer.status(), message(answer.body()), code(answer.body()));
        }
        return answer;
    }

    /** The same, errors included: for tests, and for those who want to look at a refusal themselves. */
    public Answer exchange(String method, String path, @Nullable Object body) {
        var bytes = body == null ? new byte[0] : JSON.writeValueAsBytes(body);
        try (var response = send(method, path, body == null ? null : "application/json", bytes)) {
            boolean none = method.equals("HEAD") || !response.entity().hasEntity(); // a HEAD has a length but no bytes
            var text = none ? new byte[0] : response.entity().as(byte[].class);
            return new Answer(response.status().code(), headers(response), json(text));
        } catch (Fault fault) {
            throw fault;
        } catch (RuntimeException e) {
            throw new Fault.Unavailable(service, e);
        }
    }

    /** Sends a body as it is, whatever it is; errors included in what comes back. */
    public Answer raw(String method, String path, String contentType, byte[] body) {
        try (var response = send(method, path, contentType, body)) {
            var text = response.entity().hasEntity() ? response.entity().as(byte[].class) : new byte[0];
            return new Answer(response.status().code(), headers(response), json(text));
        }
    }

    /** Writes the answer's bytes to {@code out}; returns its headers. */
    public Map<String, String> download(String path, OutputStream out) {
        try (var response = send("GET", path, null, new byte[0])) {
            if (response.status().code() >= 400) {
                var error = json(response.entity().as(byte[].class));
                throw fault(response.status().code(), message(error), code(error));
            }
            if (response.entity().hasEntity()) {
                response.entity().inputStream().transferTo(out);
            }
            return headers(response);
        } catch (IOException e) {
            throw new Fault.Unavailable(service, e);
        }
    }

    /**
     * Sends a stream as {@code application/octet-stream}.
     *
     * <p>By a client of its own, whose connection may be kept: Helidon breaks a chunked request that announces to close. It
     * does not ask whether to go on: Helidon would send the body also after a refusal, and may find the connection closed.
     */
    public Answer upload(String method, String path, InputStream data) {
        var once = builder(baseUrl)
                .shareConnectionCache(false)
                .sendExpectContinue(false)
                .build();
        try {
            return upload(once.method(Method.create(method)).uri(path), data);
        } finally {
            once.closeResource();
        }
    }

    private Answer upload(HttpClientRequest request, InputStream data) {
        headers.forEach((n, v) -> request.header(HeaderValues.create(n, v)));
        request.header(HeaderValues.CONTENT_TYPE_OCTET_STREAM);
        try (var response = request.outputStream(out -> {
            try (out) {
                data.transferTo(out);
            }
        })) {
            var body = response.entity().hasEntity() ? response.entity().as(byte[].class) : new byte[0];
            return new Answer(response.status().code(), headers(response), json(body));
        }
    }

    private HttpClientResponse send(String method, String path, @Nullable String type, byte[] body) {
        int question = path.indexOf('?');
        var request = client.method(Method.create(method));
        if (question < 0) {
            request.uri(path);
        } else {
            request.uri(path.substring(0, question));
            for (var pair : path.substring(question + 1).split("&")) {
                int eq = pair.indexOf('=');
                request.queryParam(
                        eq < 0 ? pair : pair.substring(0, eq), eq < 0 ? "" : Query.decode(pair.substring(eq + 1)));
            }
        }
        headers.forEach((n, v) -> request.header(HeaderValues.create(n, v)));
        var step = StepScope.take();
        if (step != null) {
            request.header(HeaderValues.create(StepScope.HEADER, step.text()));
        }
        if (type != null) {
            request.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, type));
        }
        return body.length == 0 ? request.request() : request.submit(body);
    }

    private static Map<String, String> headers(HttpClientResponse response) {
        var all = new LinkedHashMap<String, String>();
        response.headers().forEach(h -> all.put(h.headerName().lowerCase(), h.get()));
        return all;
    }

    private static JsonNode json(byte[] text) {
        if (text.length == 0) {
            return JSON.createObjectNode();
        }
        try {
            return JSON.readTree(text);
        } catch (tools.jackson.core.JacksonException e) {
            return JSON.createObjectNode().put("text", new String(text, StandardCharsets.UTF_8));
        }
    }

    /** The sentence in any of the services' envelopes. */
    private static String message(JsonNode error) {
        for (var key : new String[] {"message", "detail"}) {
            var found = error.findValue(key);
            if (found != null && found.isString()) {
                return found.stringValue().replaceFirst("<br /><br />\\s*$", ""); // as WebOb ends one
            }
        }
        return error.toString();
    }

    private static @Nullable String code(JsonNode error) {
        for (var key : new String[] {"type", "code"}) {
            var found = error.findValue(key);
            if (found != null && found.isString()) {
                return found.stringValue();
            }
        }
        return null;
    }

    private RuntimeException fault(int status, String message, @Nullable String code) {
        var kind = switch (status) {
            case 400 -> "Invalid";
            case 401 -> "Unauthorized";
            case 403 -> message.contains("uota") ? "OverQuota" : "Forbidden";
            case 404 -> "NotFound";
            case 406 -> "NotAcceptable";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 413 -> "OverQuota";
            case 501 -> "NotImplemented";
            default -> null;
        };
        return kind == null
                ? new Fault.Unavailable(service, new IllegalStateException(status + ": " + message))
                : Fault.of(kind, message, code);
    }
}
