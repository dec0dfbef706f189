package stratus.nova.compute;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stratus.nova.rpc.ConductorRpc.Instance;
import tools.jackson.databind.json.JsonMapper;

/** What cloud-init reads of an instance, as {@code openstack/latest} has it. */
final class MetaData {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MetaData() {}

    static String json(Instance instance) {
        var all = new LinkedHashMap<String, Object>();
        all.put("uuid", instance.id().text());
        all.put("name", instance.name());
        all.put("hostname", instance.hostname() + ".novalocal");
        all.put("launch_index", instance.launchIndex());
        all.put("availability_zone", instance.zone());
        all.put("project_id", instance.project().text());
        all.put("meta", instance.metadata());
        if (instance.keyName() != null && instance.keyData() != null) {
            all.put("public_keys", Map.of(instance.keyName(), instance.keyData()));
            all.put("keys", List.of(Map.of("name", instance.keyName(), "type", "ssh", "data", instance.keyData())));
        }
        return JSON.writeValueAsString(all);
    }

    static String network(List<Networks.Bound> ports) {
        var links = ports.stream()
                .map(p -> Map.of(
                        "id", "tap" + p.port().port().text().substring(0, 11),
                        "vif_id", p.port().port().text(),
                        "type", "bridge",
                        "mtu", p.mtu(),
                        "ethernet_mac_address", p.port().macAddress()))
                .toList();
        return JSON.writeValueAsString(Map.of("links", links, "networks", List.of(), "services", List.of()));
    }
}
