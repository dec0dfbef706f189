package stratus.main.expose;

import java.util.List;
import stratus.neutron.agent.host.Namespace;
import stratus.oslo.base.Fault;
import stratus.oslo.process.Programs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A pair of devices that joins the machine to the namespace of its cloud, by name.
 *
 * @param device on the machine's side
 * @param mark that the machine's end bears, so that it cannot be taken for anyone else's
 */
record Cable(String device, String mark) {
    /** The end in the cloud's namespace. */
    static final String INNER = "expose";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int PAIRS = 128;

    static Cable of(String realm) {
        return new Cable("strx" + realm.substring("stratus".length()), "stratus expose " + realm);
    }

    /** The two addresses of the cable, in a network of just these. */
    record Addresses(String outer, String inner) {
        /** Of those that are for documentation only, as no machine has in use. */
        static Addresses number(int pair) {
            return new Addresses("192.0.2." + 2 * pair, "192.0.2." + (2 * pair + 1));
        }

        Prefix link() {
            return Prefix.of(outer + "/31");
        }
    }

    /** The same for the same cloud, as long as nobody else has it. */
    Addresses addresses(HostRoutes routes) {
        for (int i = 0; i < PAIRS; i++) {
            var pair = Addresses.number(Math.floorMod(mark.hashCode() + i, PAIRS));
            if (routes.collision(pair.link(), device).isEmpty()) {
                return pair;
            }
        }
        throw new Fault.Conflict("This machine has routes to all of 192.0.2.0/24, which the cable would need two of");
    }

    /** Whether the machine's end is there, and ours. */
    boolean isIn(Namespace machine, Programs programs) {
        var line = machine.inside("ip", "-d", "-j", "link", "show", "type", "veth");
        for (var node : JSON.readTree(programs.run("", line).out())) {
            if (node.path("ifname").asString("").equals(device) && mark(node).equals(mark)) {
                return true;
            }
        }
        return false;
    }

    private static String mark(JsonNode link) {
        return link.path("ifalias").asString("");
    }

    /** Plugs it in; {@link Fault.Conflict} if the machine has a device of that name that is not ours. */
    void make(Namespace machine, String cloud) {
        if (machine.links().containsKey(device)) {
            throw new Fault.Conflict(
                    "This machine has an interface %s that is not Stratus' own; it is left alone".formatted(device));
        }
        machine.ip(List.of(
                "link add name %s type veth peer name %s netns %s".formatted(device, INNER, cloud),
                "link set dev %s alias \"%s\"".formatted(device, mark)));
    }
}
