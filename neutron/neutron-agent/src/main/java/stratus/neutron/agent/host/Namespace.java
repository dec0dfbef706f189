package stratus.neutron.agent.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stratus.oslo.process.NetworkNamespace;
import stratus.oslo.process.Programs;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One network namespace: what is in it, and batches of changes to it. An empty name is the host itself. */
public final class Namespace {
    private static final JsonMapper JSON = new JsonMapper();

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String name;
    private final Programs programs;

    Namespace(String name, Programs programs) {
        this.name = name;
        this.programs = programs;
    }

    public String name() {
        return name;
    }

    /** Runs one batch of {@code ip}, or nothing where there are no lines; stops at the first that fails. */
    public void ip(List<String> lines) {
        if (!lines.isEmpty()) {
            programs.run(String.join("\n", lines) + "\n", tool("ip", "-batch", "-"));
        }
    }

    /** The same, where a line that fails keeps none of the others from being done. */
    public void ipEach(List<String> lines) {
        if (!lines.isEmpty()) {
            programs.run(String.join("\n", lines) + "\n", tool("ip", "-force", "-batch", "-"));
        }
    }

    public void bridge(List<String> lines) {
        if (!lines.isEmpty()) {
            programs.run(String.join("\n", lines) + "\n", tool("bridge", "-batch", "-"));
        }
    }

    /** Runs one batch of {@code tc}, or nothing where there are no lines; stops at the first that fails. */
    public void tc(List<String> lines) {
        if (!lines.isEmpty()) {
            programs.run(String.join("\n", lines) + "\n", tool("tc", "-batch", "-"));
        }
    }

    /** The same, where a line that fails keeps none of the others from being done, and nobody hears of it. */
    public void tcEach(List<String> lines) {
        programs.attempt(String.join("\n", lines) + "\n", tool("tc", "-force", "-batch", "-"), PATIENCE);
    }

    /** Those that somebody set. */
    public List<Qdisc> qdiscs() {
        var all = new ArrayList<Qdisc>();
        for (var node : json("tc", "-j", "qdisc", "show")) {
            all.add(new Qdisc(
                    node.path("dev").asString(""),
                    node.path("kind").asString(""),
                    node.path("handle").asString(""),
                    node.path("options").path("default").asString("").replaceFirst("^0x", "")));
        }
        return all;
    }

    /** Loads rules in one transaction: all of them or none. */
    public void nft(String rules) {
        programs.run(rules, inside("nft", "-f", "-"));
    }

    /** The command line that runs a program inside. */
    public List<String> inside(String... command) {
        var line = new ArrayList<String>();
        if (!name.isEmpty()) {
            line.addAll(List.of("ip", "netns", "exec", name));
        }
        line.addAll(List.of(command));
        return line;
    }

    /** Every device by its name. */
    public Map<String, Link> links() {
        var links = new LinkedHashMap<String, Link>();
        for (var node : json("ip", "-d", "-j", "addr", "show")) {
            // ip prints an empty object for what its filter left out
            if (node.has("ifname")) {
                links.put(node.path("ifname").asString(), link(node));
            }
        }
        return links;
    }

    private static Link link(JsonNode node) {
        var flags = new LinkedHashSet<String>();
        node.path("flags").forEach(flag -> flags.add(flag.asString()));
        var addresses = new LinkedHashSet<String>();
        node.path("addr_info")
                .forEach(address -> addresses.add(address.path("local").asString() + "/"
                        + address.path("prefixlen").asInt()));
        var info = node.path("linkinfo");
        return new Link(
                node.path("ifname").asString(),
                info.path("info_kind").asString(""),
                node.path("address").asString(""),
                node.path("mtu").asInt(),
                node.has("master") ? node.path("master").asString() : null,
                flags.contains("UP"),
                addresses,
                info.path("info_data").path("nf_call_iptables").asInt(0) == 1
                        && info.path("info_data").path("nf_call_ip6tables").asInt(0) == 1,
                info.path("info_data").has("local")
                        ? info.path("info_data").path("local").asString()
                        : null);
    }

    /** Our own routes: those with protocol {@code static} and a next hop. */
    public Set<Route> routes() {
        var routes = new LinkedHashSet<Route>();
        for (var family : List.of("-4", "-6")) {
            for (var node : json("ip", family, "-j", "route", "show", "proto", "static")) {
                if (node.has("gateway")) {
                    routes.add(new Route(
                            node.path("dst").asString(),
                            node.path("gateway").asString(),
                            node.path("dev").asString()));
                }
            }
        }
        return routes;
    }

    /** Where the tunnels send frames to: device, MAC and far end, in that order, for each static entry. */
    public Set<List<String>> tunnelEntries() {
        var entries = new LinkedHashSet<List<String>>();
        for (var node : json("bridge", "-j", "fdb", "show")) {
            if (node.has("dst")) {
                entries.add(List.of(
                        node.path("ifname").asString(),
                        node.path("mac").asString(),
                        node.path("dst").asString()));
            }
        }
        return entries;
    }

    private JsonNode json(String program, String... arguments) {
        var out = programs.run("", tool(program, arguments)).out();
        return out.isBlank() ? JSON.createArrayNode() : JSON.readTree(out);
    }

    private List<String> tool(String program, String... arguments) {
        var line = new ArrayList<String>();
        line.add(program);
        if (!name.isEmpty()) {
            line.addAll(List.of("-n", name));
        }
        line.addAll(List.of(arguments));
        return line;
    }

    /** Writes kernel settings: files under {@code /proc/sys/net}, which shows a thread its own namespace. */
    public void set(Map<String, String> settings) {
        if (settings.isEmpty()) {
            return;
        }
        if (name.isEmpty()) {
            write(settings);
            return;
        }
        NetworkNamespace.named(name).call(() -> {
            write(settings);
            return true;
        });
    }

    private static void write(Map<String, String> settings) {
        settings.forEach((file, value) -> {
            try {
                Files.writeString(Path.of("/proc/sys/net", file), value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
