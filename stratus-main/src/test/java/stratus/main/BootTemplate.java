package stratus.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import stratus.oslo.http.RestClient;

/** The data folder of a cloud with an image and a network, to be copied, and requests for servers that fit it. */
final class BootTemplate {
    private final Path folder;
    private final String image;
    private final String network;

    BootTemplate(Path folder) {
        this(folder, "fake");
    }

    BootTemplate(Path folder, String virt) {
        this.folder = folder;
        try (var cloud = new TestCloud(folder, virt)) {
            var token = cloud.adminToken();
            this.image = image(cloud.as("glance", token));
            this.network = network(cloud.as("neutron-server", token));
        }
    }

    /** A request for a server that has what its name says: {@link Explained#NETWORK}, {@link Explained#VOLUME}. */
    Map<String, Object> server(String name) {
        var server = new HashMap<String, Object>(Map.of("name", name, "imageRef", image, "flavorRef", "1"));
        server.put("networks", name.contains(Explained.NETWORK) ? List.of(Map.of("uuid", network)) : "none");
        if (name.contains(Explained.VOLUME)) {
            server.put("block_device_mapping_v2", List.of(root(), blank()));
        }
        return Map.of("server", server);
    }

    private Map<String, Object> root() {
        return Map.of(
                "uuid",
                image,
                "source_type",
                "image",
                "destination_type",
                "local",
                "boot_index",
                0,
                "delete_on_termination",
                true);
    }

    private static Map<String, Object> blank() {
        return Map.of(
                "source_type",
                "blank",
                "destination_type",
                "volume",
                "volume_size",
                1,
                "boot_index",
                -1,
                "delete_on_termination",
                true);
    }

    Path copy(Path to) {
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(folder.relativize(file)));
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String network(RestClient neutron) {
        var id = neutron.post("/v2.0/networks", Map.of("network", Map.of("name", "n")))
                .at("/network/id")
                .asString();
        var subnet = Map.of("network_id", id, "ip_version", 4, "cidr", "10.1.0.0/24");
        neutron.post("/v2.0/subnets", Map.of("subnet", subnet));
        return id;
    }

    private static String image(RestClient glance) {
        var body = Map.of("name", "i", "disk_format", "raw", "container_format", "bare");
        var id = glance.post("/v2/images", body).at("/id").asString();
        glance.raw("PUT", "/v2/images/" + id + "/file", "application/octet-stream", new byte[1024]);
        return id;
    }
}
