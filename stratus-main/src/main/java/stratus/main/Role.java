package stratus.main;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import stratus.oslo.base.Fault;

/** What a process can be; all of them together are a cloud. */
public enum Role {
    KEYSTONE(5000),
    GLANCE(9292),
    PLACEMENT(8778),
    NEUTRON_SERVER(9696),
    NEUTRON_AGENT(0),
    NOVA_API(8774),
    NOVA_METADATA(8775),
    NOVA_CONDUCTOR(0),
    NOVA_SCHEDULER(0),
    NOVA_COMPUTE(0),
    NOVA_NOVNCPROXY(6080),
    CINDER_API(8776),
    CINDER_SCHEDULER(0),
    CINDER_VOLUME(0),
    HORIZON(8080);

    private final int port;

    Role(int port) {
        this.port = port;
    }

    /** The port that OpenStack's own clients expect; 0 for a role that listens to nobody. */
    public int port() {
        return port;
    }

    /** As the command line has it: {@code nova-api}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** From {@code a,b}; refuses what is no role, naming those there are. */
    public static Set<Role> parse(String list) {
        var chosen = EnumSet.noneOf(Role.class);
        for (var word : list.split(",")) {
            chosen.add(Arrays.stream(values())
                    .filter(r -> r.text().equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new Fault.Invalid("%s is no role; there are %s"
                            .formatted(
                                    word,
                                    Arrays.stream(values()).map(Role::text).collect(Collectors.joining(", "))))));
        }
        return chosen;
    }
}
