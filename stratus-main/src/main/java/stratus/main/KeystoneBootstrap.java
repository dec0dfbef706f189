package stratus.main;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import stratus.keystone.app.Recovery;
import stratus.oslo.base.Secret;

/** Makes, or repairs, the administrator and Keystone's own endpoints, with the options of keystone-manage. */
@Command(
        name = "bootstrap",
        description = "Makes or repairs the administrator, its roles and Keystone's endpoints; to be repeated at will.")
final class KeystoneBootstrap implements Callable<Integer> {
    private static final String ADMIN = "admin";

    @Mixin
    private final KeystoneAt at = new KeystoneAt();

    @Option(names = "--bootstrap-username", defaultValue = "${env:OS_BOOTSTRAP_USERNAME:-admin}")
    @SuppressWarnings("NullAway.Init")
    private String username;

    /** The one that this cloud's openrc has, unless another is said; best in the environment, where nobody sees it. */
    @Option(names = "--bootstrap-password", defaultValue = "${env:OS_BOOTSTRAP_PASSWORD}")
    private @Nullable String password;

    @Option(names = "--bootstrap-project-name", defaultValue = "${env:OS_BOOTSTRAP_PROJECT_NAME:-admin}")
    @SuppressWarnings("NullAway.Init")
    private String project;

    @Option(names = "--bootstrap-role-name", defaultValue = "${env:OS_BOOTSTRAP_ROLE_NAME:-admin}")
    @SuppressWarnings("NullAway.Init")
    private String role;

    @Option(names = "--bootstrap-service-name", defaultValue = "${env:OS_BOOTSTRAP_SERVICE_NAME:-keystone}")
    @SuppressWarnings("NullAway.Init")
    private String service;

    @Option(names = "--bootstrap-region-id", defaultValue = "${env:OS_BOOTSTRAP_REGION_ID}")
    private @Nullable String region;

    @Option(names = "--bootstrap-public-url", defaultValue = "${env:OS_BOOTSTRAP_PUBLIC_URL}")
    private @Nullable String publicUrl;

    @Option(names = "--bootstrap-internal-url", defaultValue = "${env:OS_BOOTSTRAP_INTERNAL_URL}")
    private @Nullable String internalUrl;

    @Option(names = "--bootstrap-admin-url", defaultValue = "${env:OS_BOOTSTRAP_ADMIN_URL}")
    private @Nullable String adminUrl;

    @Option(names = "--immutable-roles", description = "the default")
    private boolean immutable;

    @Option(names = "--no-immutable-roles")
    private boolean mutable;

    @Override
    public Integer call() {
        var secret = password == null || password.isEmpty() ? ours() : new Secret(password);
        at.use((keystone, out) -> {
            var wish = new Recovery.Wish(username, secret, project, role, service, region, urls(), !mutable);
            var done = keystone.recovery().run(wish);
            done.forEach(line -> out.println("stratus: " + line));
            if (done.isEmpty()) {
                out.println("stratus: all was there already");
            }
        });
        if (username.equals(ADMIN)) {
            new RunFiles(at.data()).password(secret);
        }
        return 0;
    }

    private Secret ours() {
        return new Secrets(at.data().resolve("keys")).of(ADMIN);
    }

    private Map<String, String> urls() {
        var urls = new LinkedHashMap<String, String>();
        put(urls, "public", publicUrl);
        put(urls, "internal", internalUrl);
        put(urls, "admin", adminUrl);
        return urls;
    }

    private static void put(Map<String, String> urls, String face, @Nullable String url) {
        if (url != null && !url.isEmpty()) {
            urls.put(face, url);
        }
    }
}
