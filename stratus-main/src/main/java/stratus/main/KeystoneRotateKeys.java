package stratus.main;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts new keys in place of old ones, also under a Keystone that runs. */
@Command(name = "rotate-keys", description = "Puts new keys in place of old ones, also under a cloud that runs.")
final class KeystoneRotateKeys implements Callable<Integer> {
    @Mixin
    private final KeystoneAt at = new KeystoneAt();

    @Option(names = "--tokens", description = "only those that seal tokens")
    private boolean tokens;

    @Option(names = "--credentials", description = "only those that seal credentials")
    private boolean credentials;

    @Override
    public Integer call() {
        at.existing().use((keystone, out) -> {
            if (tokens || !credentials) {
                keystone.rotation().rotateTokens();
                out.println("stratus: new tokens have a new key");
            }
            if (credentials || !tokens) {
                int sealed = keystone.rotation().rotateSecrets();
                out.println("stratus: %d credential(s) sealed again with a new key".formatted(sealed));
            }
        });
        return 0;
    }
}
