package stratus.oslo.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("host")
final class NetworkNamespaceTest {
    private final Programs programs = new Programs();
    private final String name = "t-ns-" + ProcessHandle.current().pid();

    @BeforeEach
    void makeOne() {
        assumeTrue("root".equals(System.getProperty("user.name")) && Files.isExecutable(Path.of("/usr/sbin/ip")));
        programs.run("ip", "netns", "add", name);
        programs.run("ip", "-n", name, "addr", "add", "192.0.2.1/32", "dev", "lo");
        programs.run("ip", "-n", name, "link", "set", "lo", "up");
    }

    @AfterEach
    void removeIt() {
        programs.attempt("", List.of("ip", "netns", "del", name), Duration.ofSeconds(10));
    }

    @Test
    void aSocketOpenedInsideIsServedFromOutside() throws Exception {
        var inside = NetworkNamespace.named(name);
        var address = InetAddress.getByName("192.0.2.1");

        try (var server = inside.call(() -> new ServerSocket(0, 1, address));
                var client = inside.call(() -> new Socket(address, server.getLocalPort()));
                var accepted = server.accept()) {
            accepted.getOutputStream().write(7);
            assertThat(client.getInputStream().read()).isEqualTo(7);
        }

        assertThatThrownBy(() -> {
                    try (var outside = new ServerSocket()) {
                        outside.bind(new InetSocketAddress(address, 0));
                    }
                })
                .isInstanceOf(BindException.class);
    }

    @Test
    void aMissingNamespaceIsSaid() {
        assertThatThrownBy(() -> NetworkNamespace.named("t-none").call(() -> 1))
                .hasMessageContaining("/run/netns/t-none");
    }
}
