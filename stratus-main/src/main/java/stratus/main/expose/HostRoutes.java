package stratus.main.expose;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import stratus.neutron.agent.host.Namespace;
import stratus.oslo.process.Programs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The IPv4 routes of a machine, in all its tables, its own addresses among them. */
record HostRoutes(List<Entry> entries) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** @param device empty where the route leads nowhere */
    record Entry(Prefix prefix, String device) {
        @Override
        public String toString() {
            return device.isEmpty() ? prefix.toString() : prefix + " dev " + device;
        }
    }

    static HostRoutes of(Namespace machine, Programs programs) {
        var line = machine.inside("ip", "-j", "-4", "route", "show", "table", "all");
        var entries = new ArrayList<Entry>();
        for (var node : JSON.readTree(programs.run("", line).out())) {
            entry(node).ifPresent(entries::add);
        }
        return new HostRoutes(entries);
    }

    private static Optional<Entry> entry(JsonNode node) {
        var to = node.path("dst").asString("default");
        if (to.equals("default")) {
            return Optional.empty();
        }
        var entry = new Entry(Prefix.of(to), node.path("dev").asString(""));
        return entry.prefix().isDefault() ? Optional.empty() : Optional.of(entry);
    }

    /** The first route of another device that leads to some of the same addresses; the default route takes nobody's. */
    Optional<Entry> collision(Prefix prefix, String ownDevice) {
        return entries.stream()
                .filter(entry ->
                        !entry.device().equals(ownDevice) && entry.prefix().meets(prefix))
                .findFirst();
    }

    /** Where the device leads to by routes of our own making: those that the kernel made of its address are left out. */
    List<Prefix> by(String device, Prefix link) {
        return entries.stream()
                .filter(entry ->
                        entry.device().equals(device) && !entry.prefix().meets(link))
                .map(Entry::prefix)
                .toList();
    }
}
