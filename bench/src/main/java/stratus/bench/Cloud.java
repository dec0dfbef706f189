package stratus.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A cloud that runs: where its APIs are, and what its administrator may do there. */
final class Cloud {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path data;
    private final Map<String, String> variables;
    private final JsonNode endpoints;
    private final String token;

    private Cloud(Path data) throws IOException {
        this.data = data;
        this.variables = variables(data.resolve("run/openrc"));
        this.endpoints = JSON.readTree(data.resolve("run/endpoints.json").toFile());
        this.token = logIn();
    }

    /** The one whose data folder it is. */
    static Cloud at(Path data) throws IOException {
        return new Cloud(data);
    }

    private static Map<String, String> variables(Path openrc) throws IOException {
        var found = new HashMap<String, String>();
        var lines = Pattern.compile("export (\\w+)=(.*)").matcher(Files.readString(openrc));
        while (lines.find()) {
            found.put(lines.group(1), lines.group(2));
        }
        return found;
    }

    Process process() {
        return new Process(endpoints.path("pid").longValue());
    }

    /** An API's address, without a path. */
    URI url(String role) {
        return URI.create(endpoints.path("urls").path(role).stringValue());
    }

    String token() {
        return token;
    }

    /** The administrator's project. */
    String project() throws IOException {
        return call("keystone", "GET", "/v3/projects?name=admin", null)
                .at("/projects/0/id")
                .stringValue();
    }

    /** What the administrator logs in with, for a project. */
    String password() {
        return password("admin", String.valueOf(variables.get("OS_PASSWORD")), "admin");
    }

    static String password(String user, String password, String project) {
        return """
                {"auth": {"identity": {"methods": ["password"], "password": {"user":
                {"name": "%s", "password": "%s", "domain": {"id": "default"}}}},
                "scope": {"project": {"name": "%s", "domain": {"id": "default"}}}}}
                """.formatted(user, password, project).replace("\n", "");
    }

    static String byToken(String token, String project) {
        return """
                {"auth": {"identity": {"methods": ["token"], "token": {"id": "%s"}},
                "scope": {"project": {"name": "%s", "domain": {"id": "default"}}}}}
                """.formatted(token, project).replace("\n", "");
    }

    private String logIn() throws IOException {
        return token(password());
    }

    /** The token that the body buys. */
    String token(String body) throws IOException {
        var answer = send("keystone", "POST", "/v3/auth/tokens", Map.of(), body);
        return String.valueOf(answer.headers().get("x-subject-token"));
    }

    /** The administrator's request; an answer of 300 or more is an error. */
    JsonNode call(String role, String method, String path, @Nullable String body) throws IOException {
        return call(role, method, path, body, Map.of());
    }

    /** The same with headers. */
    JsonNode call(String role, String method, String path, @Nullable String body, Map<String, String> more)
            throws IOException {
        var headers = new HashMap<>(more);
        headers.put("X-Auth-Token", token);
        var answer = send(role, method, path, headers, body);
        return answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    /** Bytes that are no JSON. */
    void upload(String role, String path, String text) throws IOException {
        var request = "PUT %s HTTP/1.1\r\nHost: %s\r\nX-Auth-Token: %s\r\nContent-Type: application/octet-stream\r\n"
                        .formatted(path, url(role).getAuthority(), token)
                + "Content-Length: %d\r\n\r\n%s".formatted(text.length(), text);
        try (var wire = new Wire(url(role))) {
            var answer = wire.send(request.getBytes(StandardCharsets.US_ASCII));
            if (answer.status() >= 300) {
                throw new IOException("PUT %s: %d".formatted(path, answer.status()));
            }
        }
    }

    private Wire.Answer send(
            String role, String method, String path, Map<String, String> headers, @Nullable String body)
            throws IOException {
        try (var wire = new Wire(url(role))) {
            var answer = wire.send(Wire.request(url(role), method, path, headers, body));
            if (answer.status() >= 300) {
                var text = new String(answer.body(), StandardCharsets.UTF_8);
                throw new IOException("%s %s: %d %s".formatted(method, path, answer.status(), text));
            }
            return answer;
        }
    }

    /** Bytes of the administrator's request, to be sent many times. */
    byte[] request(String role, String method, String path, @Nullable String body) {
        return Wire.request(url(role), method, path, Map.of("X-Auth-Token", token), body);
    }

    @Override
    public String toString() {
        return "the cloud in " + data;
    }
}
