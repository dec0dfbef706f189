package stratus.main.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;

/**
 * What a server needs before it can be asked for: image, networks, router, address, rules, volume.
 *
 * <p>Everything has a name of the demonstration's, and what an earlier run left is used again.
 */
final class Stage {
    static final String NAME = "demo";
    private static final String FIXED = "10.20.0.0/24";
    private static final String PUBLIC = "203.0.113.0/24";

    private final Rest rest;
    private final Screen screen;

    Stage(Rest rest, Screen screen) {
        this.rest = rest;
        this.screen = screen;
    }

    /** Ids, and the address under which the world will know the server. */
    record Props(String image, String flavor, String network, Volume volume, String floatingIp, String address) {}

    /** One of an earlier run may have grown since. */
    record Volume(String id, int gib) {}

    Props set(Path imageFile, Path publicKey) {
        removeServer();
        var image = image(imageFile);
        var network = made("network", "/v2.0/networks", "network", Map.of());
        var subnet = made(
                "network",
                "/v2.0/subnets",
                "subnet",
                Map.of("network_id", id(network), "ip_version", 4, "cidr", FIXED));
        screen.line("tenant network   %-38s %s", id(network), FIXED);
        var world = publicNetwork();
        router(subnet, world);
        group();
        keyPair(publicKey);
        var volume = volume();
        var address = floatingIp(world);
        return new Props(
                image,
                flavor(),
                id(network),
                volume,
                id(address),
                address.path("floating_ip_address").asString());
    }

    /** The server of an earlier run; its disk's volume stays. */
    void removeServer() {
        for (var server : rest.get("compute", "/servers?name=" + NAME).path("servers")) {
            if (!server.path("name").asString().equals(NAME)) {
                continue; // the filter is an expression
            }
            screen.line("removing the server of an earlier run: %s", id(server));
            rest.delete("compute", "/servers/" + id(server));
            Waiting.until(
                    "the server goes",
                    Duration.ofSeconds(90),
                    Duration.ofMillis(200),
                    () -> rest.find("compute", "/servers/" + id(server)) == null ? true : null);
        }
    }

    private String image(Path file) {
        for (var image : rest.get("image", "/v2/images?name=" + NAME).path("images")) {
            if (image.path("status").asString().equals("active")
                    && image.path("size").asLong() == file.toFile().length()) {
                screen.line("image            %-38s is there", id(image));
                return id(image);
            }
        }
        long began = System.nanoTime();
        var image = rest.post(
                        "image",
                        "/v2/images",
                        Map.of("name", NAME, "disk_format", "qcow2", "container_format", "bare", "min_ram", 96))
                .body();
        rest.upload("image", "/v2/images/%s/file".formatted(id(image)), file);
        screen.line(
                "image            %-38s %d MiB, uploaded in %.1f s",
                id(image), file.toFile().length() >> 20, Screen.since(began));
        return id(image);
    }

    private String flavor() {
        for (var flavor : rest.get("compute", "/flavors").path("flavors")) {
            if (flavor.path("name").asString().equals("m1.nano")) {
                return id(flavor);
            }
        }
        throw new Fault.NotFound("Flavor", "m1.nano");
    }

    /** Flat, on no NIC of the machine: its gateway is an address in the data plane's own namespace. */
    private JsonNode publicNetwork() {
        var network = named("network", "/v2.0/networks", "network", "public");
        if (network == null) {
            network = rest.post(
                            "network",
                            "/v2.0/networks",
                            Map.of(
                                    "network",
                                    Map.of(
                                            "name", "public",
                                            "router:external", true,
                                            "provider:network_type", "flat",
                                            "provider:physical_network", "public")))
                    .body()
                    .path("network");
            rest.post(
                    "network",
                    "/v2.0/subnets",
                    Map.of(
                            "subnet",
                            Map.of(
                                    "name",
                                    "public",
                                    "network_id",
                                    id(network),
                                    "ip_version",
                                    4,
                                    "cidr",
                                    PUBLIC,
                                    "enable_dhcp",
                                    false)));
        }
        var subnets =
                rest.get("network", "/v2.0/subnets?network_id=" + id(network)).path("subnets");
        screen.line(
                "public network   %-38s %s",
                id(network), subnets.path(0).path("cidr").asString(""));
        return network;
    }

    private void router(JsonNode subnet, JsonNode world) {
        var gateway = Map.<String, Object>of("external_gateway_info", Map.of("network_id", id(world)));
        var router = made("network", "/v2.0/routers", "router", gateway);
        var ports = rest.get("network", "/v2.0/ports?device_id=" + id(router)).path("ports");
        for (var port : ports) {
            for (var ip : port.path("fixed_ips")) {
                if (ip.path("subnet_id").asString().equals(id(subnet))) {
                    screen.line("router           %s", id(router));
                    return;
                }
            }
        }
        rest.put(
                "network",
                "/v2.0/routers/%s/add_router_interface".formatted(id(router)),
                Map.of("subnet_id", id(subnet)));
        screen.line("router           %s", id(router));
    }

    private void group() {
        var group = made("network", "/v2.0/security-groups", "security_group", Map.of());
        var rules = group.path("security_group_rules").values();
        for (var protocol : List.of("icmp", "tcp")) {
            if (rules.stream()
                    .noneMatch(rule -> rule.path("protocol").asString("").equals(protocol))) {
                rest.post(
                        "network", "/v2.0/security-group-rules", Map.of("security_group_rule", rule(group, protocol)));
            }
        }
        screen.line("security group   %-38s lets ping and SSH in", id(group));
    }

    private static Map<String, Object> rule(JsonNode group, String protocol) {
        var rule = new LinkedHashMap<String, Object>();
        rule.put("security_group_id", id(group));
        rule.put("direction", "ingress");
        rule.put("ethertype", "IPv4");
        rule.put("protocol", protocol);
        if (protocol.equals("tcp")) {
            rule.put("port_range_min", 22);
            rule.put("port_range_max", 22);
        }
        return rule;
    }

    private void keyPair(Path publicKey) {
        if (rest.find("compute", "/os-keypairs/" + NAME) != null) {
            rest.delete("compute", "/os-keypairs/" + NAME);
        }
        var pair = Map.of("name", NAME, "public_key", KeyFile.read(publicKey));
        rest.post("compute", "/os-keypairs", Map.of("keypair", pair));
        screen.line("key pair         %s", publicKey);
    }

    private Volume volume() {
        for (var volume :
                rest.get("block-storage", "/volumes/detail?name=" + NAME).path("volumes")) {
            var id = id(volume);
            if (volume.path("status").asString().startsWith("error")) {
                rest.delete("block-storage", "/volumes/" + id);
            } else {
                return available(id);
            }
        }
        var made = rest.post("block-storage", "/volumes", Map.of("volume", Map.of("name", NAME, "size", 1)));
        return available(id(made.body().path("volume")));
    }

    private Volume available(String id) {
        int gib = Waiting.until("the volume is available", Duration.ofSeconds(60), Duration.ofMillis(200), () -> {
            var volume = rest.get("block-storage", "/volumes/" + id).path("volume");
            return volume.path("status").asString().equals("available")
                    ? volume.path("size").asInt()
                    : null;
        });
        screen.line("volume           %-38s %d GiB", id, gib);
        return new Volume(id, gib);
    }

    private JsonNode floatingIp(JsonNode world) {
        var own = rest.get("network", "/v2.0/floatingips?floating_network_id=" + id(world));
        for (var one : own.path("floatingips")) {
            if (one.path("description").asString("").equals(NAME)) {
                return shown(one);
            }
        }
        var wanted = Map.of("floating_network_id", id(world), "description", NAME);
        return shown(rest.post("network", "/v2.0/floatingips", Map.of("floatingip", wanted))
                .body()
                .path("floatingip"));
    }

    private JsonNode shown(JsonNode floatingIp) {
        screen.line(
                "floating IP      %-38s %s",
                id(floatingIp), floatingIp.path("floating_ip_address").asString());
        return floatingIp;
    }

    private JsonNode made(String service, String path, String kind, Map<String, Object> more) {
        var there = named(service, path, kind, NAME);
        if (there != null) {
            return there;
        }
        var wanted = new LinkedHashMap<String, Object>(more);
        wanted.put("name", NAME);
        return rest.post(service, path, Map.of(kind, wanted)).body().path(kind);
    }

    private @Nullable JsonNode named(String service, String path, String kind, String name) {
        var found = rest.get(service, path + "?name=" + name).path(kind + "s");
        return found.isEmpty() ? null : found.get(0);
    }

    static String id(JsonNode node) {
        return node.path("id").asString();
    }
}
