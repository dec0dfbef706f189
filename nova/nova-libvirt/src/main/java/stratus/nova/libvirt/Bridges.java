package stratus.nova.libvirt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import stratus.nova.compute.virt.GuestSpec;
import stratus.oslo.process.Programs;

/**
 * The bridges that guests are plugged into.
 *
 * <p>The network agent keeps them, but is told of a network at the same time as we are: whoever is first makes the
 * bridge.
 */
final class Bridges {
    /** As the agent makes them: what passes meets the firewall. */
    private static final String BRIDGE =
            " type bridge stp_state 0 forward_delay 0 mcast_snooping 0 nf_call_iptables 1 nf_call_ip6tables 1";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String namespace;
    private final Programs programs;

    /** @param namespace where the guests are plugged in; empty for the host's own */
    Bridges(String namespace, Programs programs) {
        this.namespace = namespace;
        this.programs = programs;
    }

    /** Makes those that are missing. */
    void ensure(List<GuestSpec.Nic> nics) {
        for (var bridge : missing(nics)) {
            // another may be faster: then the second look says so
            boolean made = run(("link add name " + bridge + BRIDGE).split(" "))
                    && run("link", "set", "dev", bridge, "addrgenmode", "none", "up");
            if (!made && !isThere(bridge)) {
                throw new IllegalStateException("The bridge %s cannot be made.".formatted(bridge));
            }
        }
    }

    /** Whether libvirt failed since somebody had plugged its tap into the bridge already. */
    static boolean isBusy(IllegalStateException failure) {
        var message = String.valueOf(failure.getMessage());
        return message.contains("Unable to add bridge") && message.contains("Device or resource busy");
    }

    Set<String> missing(List<GuestSpec.Nic> nics) {
        return nics.stream()
                .map(nic -> String.valueOf(nic.bridge()))
                .filter(bridge -> !bridge.equals("null") && !isThere(bridge))
                .collect(Collectors.toSet());
    }

    private boolean isThere(String bridge) {
        return run("link", "show", "dev", bridge);
    }

    private boolean run(String... arguments) {
        var command = new ArrayList<String>();
        command.add("ip");
        if (!namespace.isEmpty()) {
            command.addAll(List.of("-n", namespace));
        }
        command.addAll(List.of(arguments));
        return programs.attempt("", command, PATIENCE).ok();
    }
}
