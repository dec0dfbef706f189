package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import stratus.oslo.process.Programs;
import tools.jackson.databind.JsonNode;

/**
 * Whether all there is can be explained by the servers that there are: ports, volumes, attachments, claims, quota
 * usage and guests.
 */
record Explained(TestCloud cloud, String token, Path data) {
    /** Parts of a server's name that say what it has. */
    static final String NETWORK = "net";

    static final String VOLUME = "vol";

    private static final Set<String> SETTLED = Set.of("ACTIVE", "ERROR");

    /** Every server has come to an end: running, or in error with a reason. */
    boolean settled() {
        return servers().values().stream()
                .allMatch(s -> SETTLED.contains(s.path("status").asString())
                        && s.path("OS-EXT-STS:task_state").isNull());
    }

    Map<String, JsonNode> servers() {
        var all = new TreeMap<String, JsonNode>();
        cloud.as("nova-api", token)
                .get("/v2.1/servers/detail")
                .path("servers")
                .forEach(s -> all.put(s.path("id").asString(), s));
        return all;
    }

    void check() {
        var servers = servers();
        var running = running(servers, "");
        servers.values().stream()
                .filter(s -> s.path("status").asString().equals("ERROR"))
                .forEach(s -> assertThat(s.at("/fault/message").asString())
                        .as("fault")
                        .isNotEmpty());
        assertThat(guests()).as("guests").isEqualTo(running);
        assertThat(ports()).as("servers with one port each").isEqualTo(ones(running(servers, NETWORK)));
        assertThat(attachments()).as("servers with one attachment each").isEqualTo(ones(running(servers, VOLUME)));
        assertThat(volumeCount())
                .as("volumes")
                .isEqualTo(running(servers, VOLUME).size());
        assertThat(claims()).as("claims").isEqualTo(running);
        assertThat(used()).as("quota usage").isEqualTo(servers.size());
    }

    private static Set<String> running(Map<String, JsonNode> servers, String with) {
        return servers.values().stream()
                .filter(s -> s.path("status").asString().equals("ACTIVE"))
                .filter(s -> s.path("name").asString().contains(with))
                .map(s -> s.path("id").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, Integer> ones(Set<String> running) {
        var ones = new TreeMap<String, Integer>();
        running.forEach(id -> ones.put(id, 1));
        return ones;
    }

    private Set<String> guests() {
        return Files.exists(data.resolve("libvirt")) ? realGuests() : fakeGuests();
    }

    /** By libvirt's own client. */
    private Set<String> realGuests() {
        var uri = "qemu+unix:///system?socket=" + data.resolve("libvirt/sock/libvirt-sock");
        return new Programs()
                .run("virsh", "-c", uri, "list", "--uuid")
                .lines()
                .filter(line -> !line.isBlank())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> fakeGuests() {
        try (var files = Files.list(data.resolve("guests/guests"))) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Integer> ports() {
        var byServer = new TreeMap<String, Integer>();
        cloud.as("neutron-server", token).get("/v2.0/ports").path("ports").forEach(p -> {
            if (!p.path("device_owner").asString("").startsWith("network:")) {
                byServer.merge(p.path("device_id").asString(""), 1, Integer::sum);
            }
        });
        return byServer;
    }

    private Map<String, Integer> attachments() {
        var byServer = new TreeMap<String, Integer>();
        cloud.as("cinder-api", token)
                .header("OpenStack-API-Version", "volume 3.71")
                .get("/v3/attachments/detail?all_tenants=1")
                .path("attachments")
                .forEach(a -> byServer.merge(a.path("instance").asString(""), 1, Integer::sum));
        return byServer;
    }

    private int volumeCount() {
        return cloud.as("cinder-api", token)
                .get("/v3/volumes?all_tenants=1")
                .path("volumes")
                .size();
    }

    private Set<String> claims() {
        var placement = cloud.as("placement", token).header("OpenStack-API-Version", "placement 1.39");
        var consumers = new TreeSet<String>();
        placement
                .get("/resource_providers")
                .path("resource_providers")
                .forEach(p -> placement
                        .get("/resource_providers/" + p.path("uuid").asString() + "/allocations")
                        .path("allocations")
                        .forEachEntry((consumer, _) -> consumers.add(consumer)));
        return consumers;
    }

    private int used() {
        return cloud.as("nova-api", token)
                .get("/v2.1/limits")
                .at("/limits/absolute/totalInstancesUsed")
                .asInt();
    }
}
