package stratus.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import stratus.oslo.base.Secret;
import tools.jackson.databind.json.JsonMapper;

/** What a running cloud leaves in {@code DATA/run} for the launcher and for clients: all of it readable by the owner only. */
final class RunFiles {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.-]+");

    private final Path data;

    RunFiles(Path data) {
        this.data = data;
        try {
            for (var folder : List.of("run", "db", "images", "backups")) {
                Files.createDirectories(data.resolve(folder));
                Files.setPosixFilePermissions(data.resolve(folder), PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path run() {
        return data.resolve("run");
    }

    /** Says who runs; before anything is started. */
    void starting() {
        write(run().resolve("pid"), String.valueOf(ProcessHandle.current().pid()));
    }

    /** Says how to reach what runs; {@code welcome} is shown to whoever waits for it. */
    void ready(Map<String, String> urls, Secret password, String virt, String welcome) {
        var all = new LinkedHashMap<String, Object>();
        all.put("pid", ProcessHandle.current().pid());
        all.put("virt", virt);
        all.put("urls", urls);
        write(run().resolve("endpoints.json"), JsonMapper.builder().build().writeValueAsString(all));
        var authUrl = urls.get("keystone") + "/v3";
        write(run().resolve("openrc"), openrc(authUrl, password));
        write(data.resolve("clouds.yaml"), clouds(authUrl, password));
        write(run().resolve("ready"), welcome);
    }

    /** The administrator has another password from now on. */
    void password(Secret password) {
        try {
            var keys = data.resolve("keys");
            if (!new Secrets(keys).of("admin").equals(password)) {
                Secrets.write(keys.resolve("admin"), password.value());
            }
            replace(run().resolve("openrc"), "export OS_PASSWORD=", shell(password));
            replace(data.resolve("clouds.yaml"), "password: ", yaml(password));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void replace(Path file, String key, String value) throws IOException {
        if (Files.exists(file)) {
            var text = new StringBuilder();
            for (var line : Files.readAllLines(file)) {
                boolean meant = line.strip().startsWith(key);
                text.append(meant ? line.substring(0, line.indexOf(key)) + key + value : line)
                        .append('\n');
            }
            Secrets.write(file, text.toString());
        }
    }

    /** In quotes, where a shell would see more in it than text. */
    private static String shell(Secret password) {
        var text = password.value();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private static String yaml(Secret password) {
        return "'" + password.value().replace("'", "''") + "'";
    }

    void stopped() {
        try {
            for (var name : new String[] {"pid", "endpoints.json", "openrc", "ready"}) {
                Files.deleteIfExists(run().resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String openrc(String authUrl, Secret password) {
        return """
                export OS_AUTH_URL=%s
                export OS_USERNAME=admin
                export OS_PASSWORD=%s
                export OS_PROJECT_NAME=admin
                export OS_USER_DOMAIN_NAME=Default
                export OS_PROJECT_DOMAIN_NAME=Default
                export OS_REGION_NAME=RegionOne
                export OS_IDENTITY_API_VERSION=3
                export OS_INTERFACE=public
                """.formatted(authUrl, shell(password));
    }

    private static String clouds(String authUrl, Secret password) {
        return """
                clouds:
                  stratus:
                    auth:
                      auth_url: %s
                      username: admin
                      password: %s
                      project_name: admin
                      user_domain_name: Default
                      project_domain_name: Default
                    region_name: RegionOne
                    identity_api_version: 3
                    interface: public
                """.formatted(authUrl, yaml(password));
    }

    private static void write(Path file, String text) {
        try {
            Secrets.write(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
