package stratus.main.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The cloud's REST APIs, found in Keystone's catalog, as the administrator's project uses them. */
final class Rest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, String> services = new HashMap<>();
    private String token = "";

    /** @param traces where Stratus shows what a request did: no service of OpenStack, so not in the catalog */
    Rest(String keystone, String traces) {
        services.put("identity", keystone + "/v3");
        services.put("traces", traces + "/v1");
    }

    record Answer(int status, String requestId, JsonNode body) {}

    void logIn(String user, String password) {
        var domain = Map.of("id", "default");
        var who = Map.of("name", user, "domain", domain, "password", password);
        var identity = Map.of("methods", new String[] {"password"}, "password", Map.of("user", who));
        var scope = Map.of("project", Map.of("name", "admin", "domain", domain));
        var request = request("identity", "/auth/tokens")
                .POST(body(Map.of("auth", Map.of("identity", identity, "scope", scope))));
        var answer = send(request);
        token = answer.headers().firstValue("X-Subject-Token").orElse("");
        for (var service : read(answer).path("token").path("catalog")) {
            for (var endpoint : service.path("endpoints")) {
                if (endpoint.path("interface").asString().equals("public")) {
                    services.putIfAbsent(
                            service.path("type").asString(),
                            endpoint.path("url").asString());
                }
            }
        }
    }

    JsonNode get(String service, String path) {
        return read(send(request(service, path).GET()));
    }

    /** Empty where there is nothing of that name. */
    @Nullable JsonNode find(String service, String path) {
        var answer = exchange(request(service, path).GET());
        return answer.statusCode() == 404 ? null : read(checked(answer));
    }

    Answer post(String service, String path, Object body) {
        return answer(send(request(service, path).POST(body(body))));
    }

    Answer put(String service, String path, Object body) {
        return answer(send(request(service, path).PUT(body(body))));
    }

    void delete(String service, String path) {
        send(request(service, path).DELETE());
    }

    void upload(String service, String path, Path file) {
        try {
            var request = request(service, path)
                    .setHeader("Content-Type", "application/octet-stream")
                    .PUT(BodyPublishers.ofFile(file));
            send(request);
        } catch (IOException e) {
            throw new Fault.Invalid("%s cannot be read".formatted(file));
        }
    }

    private HttpRequest.Builder request(String service, String path) {
        var url = services.get(service);
        if (url == null) {
            throw new Fault.Unavailable(service, null);
        }
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("X-Auth-Token", token);
    }

    private BodyPublisher body(Object body) {
        return BodyPublishers.ofString(json.writeValueAsString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return checked(exchange(request));
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new Fault.Unavailable("cloud", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Fault.Unavailable("demonstration", e);
        }
    }

    private static HttpResponse<String> checked(HttpResponse<String> answer) {
        if (answer.statusCode() >= 300) {
            throw new Fault.Conflict("%s %s answers %d: %s"
                    .formatted(answer.request().method(), answer.uri(), answer.statusCode(), answer.body()));
        }
        return answer;
    }

    private Answer answer(HttpResponse<String> answer) {
        var id = answer.headers().firstValue("X-OpenStack-Request-ID").orElse("");
        return new Answer(answer.statusCode(), id, read(answer));
    }

    private JsonNode read(HttpResponse<String> answer) {
        return answer.body().isBlank() ? json.createObjectNode() : json.readTree(answer.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
