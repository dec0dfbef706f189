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
        var answer = send(role, method, path, Map.of("X-Auth-Token", token), body);
        return answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
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
