package stratus.main.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How SSH finds the demonstration's server: {@code ssh -F FILE demo}. */
record SshConfig(Path file) {

    /** A guest is new at each run, and so is its host key. */
    static SshConfig write(Path folder, String address, Path key) {
        var file = folder.resolve("ssh_config");
        try {
            Files.writeString(file, """
                    Host demo
                      HostName %s
                      User cirros
                      IdentityFile "%s"
                      IdentitiesOnly yes
                      BatchMode yes
                      ConnectTimeout 3
                      StrictHostKeyChecking no
                      UserKnownHostsFile /dev/null
                      LogLevel ERROR
                    """.formatted(address, key));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new SshConfig(file);
    }

    List<String> command() {
        return List.of("ssh", "-F", file.toString(), "demo");
    }

    /** The same from the network namespace that the public network's gateway is in. */
    List<String> from(String namespace) {
        return List.of("ip", "netns", "exec", namespace, "ssh", "-F", file.toString(), "demo");
    }
}
