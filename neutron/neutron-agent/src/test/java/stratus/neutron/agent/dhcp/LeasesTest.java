package stratus.neutron.agent.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeasesTest {
    private static final String HOSTS = """
            fa:16:3e:00:00:01,set:port-1,demo.openstacklocal,10.20.0.3
            fa:16:3e:00:00:02,host-10-20-0-4,10.20.0.4
            """;
    private static final String OURS = "1795529430 fa:16:3e:00:00:01 10.20.0.3 demo 01:fa:16:3e:00:00:01";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void aLeaseOfAPortThatIsGoneIsForgotten() throws IOException {
        var file = Files.writeString(folder.resolve("leases"), """
                %s
                1795529431 fa:16:3e:00:00:09 10.20.0.4 old 01:fa:16:3e:00:00:09
                duid 00:01:00:01
                1795529432 4210 fd00::5 demo 00:02
                """.formatted(OURS));
        var leases = new Leases(file, HOSTS);
        assertThat(leases.anyStale()).isTrue();
        leases.forgetStale();
        assertThat(file).content().contains(OURS, "duid", "fd00::5").doesNotContain("10.20.0.4");
        assertThat(leases.anyStale()).isFalse();
    }

    @Test
    void noFileIsNoLease() {
        var leases = new Leases(folder.resolve("leases"), HOSTS);
        leases.forgetStale();
        assertThat(leases.anyStale()).isFalse();
    }
}
