package stratus.bench;

import java.io.IOException;
import java.util.Map;

/** Lists of a thousand images, ports or servers. */
final class ListsBench {
    private static final int LIST = 1_000;
    private static final int BULK = 100;

    private final String run = "bench-" + Long.toHexString(System.currentTimeMillis());
    private final Cloud cloud;
    private final Table table;
    private final Bench.Effort effort;

    ListsBench(Cloud cloud, Table table, Bench.Effort effort) {
        this.cloud = cloud;
        this.table = table;
        this.effort = effort;
    }

    void neutron() throws IOException {
        table.header("Neutron");
        var project = cloud.project();
        cloud.call("neutron-server", "PUT", "/v2.0/quotas/" + project, "{\"quota\": {\"port\": -1}}");
        var network = cloud.call("neutron-server", "POST", "/v2.0/networks", named("network"))
                .at("/network/id")
                .stringValue();
        cloud.call(
                "neutron-server",
                "POST",
                "/v2.0/subnets",
                "{\"subnet\": {\"network_id\": \"%s\", \"ip_version\": 4, \"cidr\": \"10.99.0.0/16\"}}"
                        .formatted(network));
        var port = "{\"port\": {\"name\": \"%s-%%d\", \"network_id\": \"%s\"}}".formatted(run, network);
        var made = new Crowd(cloud.url("neutron-server"), cloud.process())
                .run(i -> cloud.request("neutron-server", "POST", "/v2.0/ports", port.formatted(i)), LIST, 8, 200);
        table.row("POST /v2.0/ports", 8, "create port 8", made, "");
        list("neutron-server", "/v2.0/ports?network_id=" + network, "ports", 50);
    }

    void nova() throws IOException {
        table.header("Nova");
        var project = cloud.project();
        cloud.call(
                "nova-api",
                "PUT",
                "/v2.1/os-quota-sets/" + project,
                "{\"quota_set\": {\"instances\": -1, \"cores\": -1, \"ram\": -1}}");
        var flavor = cloud.call(
                        "nova-api", "POST", "/v2.1/flavors", """
                {"flavor": {"name": "%s", "ram": 1, "vcpus": 1, "disk": 0}}
                """.formatted(run).strip())
                .at("/flavor/id")
                .stringValue();
        var image = image();
        var body = """
                {"server": {"name": "%s", "flavorRef": "%s", "imageRef": "%s", "networks": "none", "min_count": %d}}
                """.formatted(run, flavor, image, BULK).strip();
        long began = System.nanoTime();
        for (int i = 0; i < LIST / BULK; i++) {
            cloud.call("nova-api", "POST", "/v2.1/servers", body, Map.of("X-OpenStack-Nova-API-Version", "2.37"));
        }
        table.line("POST /v2.1/servers, %d servers: %.1f s", LIST, (System.nanoTime() - began) / 1e9);
        list("nova-api", "/v2.1/servers/detail?limit=1000", "servers", 50);
    }

    /** One with so little in it that nobody has to wait for it. */
    private String image() throws IOException {
        var body = "{\"name\": \"%s\", \"container_format\": \"bare\", \"disk_format\": \"raw\"}".formatted(run);
        var id = cloud.call("glance", "POST", "/v2/images", body).path("id").stringValue();
        cloud.upload("glance", "/v2/images/%s/file".formatted(id), "nothing");
        return id;
    }

    private String named(String key) {
        return "{\"%s\": {\"name\": \"%s\"}}".formatted(key, run);
    }

    private void list(String role, String path, String key, int target) throws IOException {
        var found = cloud.call(role, "GET", path, null).path(key).size();
        warm(role, path);
        var what = "GET %s, %d %s".formatted(path.replaceAll("\\?.*", ""), found, key);
        row(role, path, what, 1, key + " 1", "target p50 <= " + target);
        row(role, path, "the same", 8, key + " 8", "");
    }

    private void warm(String role, String path) {
        new Wrk(cloud.url(role), cloud.process(), 2 * effort.seconds(), 1).run(4, "GET", path, token(), "");
    }

    private void row(String role, String path, String what, int clients, String key, String note) {
        var wrk = new Wrk(cloud.url(role), cloud.process(), effort.seconds(), effort.runs());
        table.row(what, clients, key, wrk.run(clients, "GET", path, token(), ""), note);
    }

    private Map<String, String> token() {
        return Map.of("X-Auth-Token", cloud.token());
    }
}
