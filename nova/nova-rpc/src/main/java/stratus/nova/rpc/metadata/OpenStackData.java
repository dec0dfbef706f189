package stratus.nova.rpc.metadata;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.ConductorRpc.Instance;

/** {@code meta_data.json}: who a guest is, in the format of each of OpenStack's dates. */
final class OpenStackData {
    static final String FOLSOM = "2012-08-10";
    static final String GRIZZLY = "2013-04-04";
    static final String HAVANA = "2013-10-17";
    static final String LIBERTY = "2015-10-15";
    static final String NEWTON_ONE = "2016-06-30";
    static final String NEWTON_TWO = "2016-10-06";
    static final String VICTORIA = "2020-10-14";

    /** The dates on which the format changed, in order. */
    static final List<String> VERSIONS =
            List.of(FOLSOM, GRIZZLY, HAVANA, LIBERTY, NEWTON_ONE, NEWTON_TWO, "2017-02-22", "2018-08-27", VICTORIA);

    private static final int SEED = 512;
    private static final SecureRandom RANDOM = new SecureRandom();

    private OpenStackData() {}

    static Map<String, Object> of(Instance i, List<Link> links, String version) {
        var all = new LinkedHashMap<String, Object>();
        all.put("uuid", i.id().text());
        if (!i.metadata().isEmpty()) {
            all.put("meta", i.metadata());
        }
        if (i.keyName() != null && i.keyData() != null) {
            all.put("public_keys", Map.of(i.keyName(), i.keyData()));
            all.put("keys", List.of(Map.of("name", i.keyName(), "type", "ssh", "data", i.keyData())));
        }
        all.put("hostname", hostname(i));
        all.put("name", i.name());
        all.put("launch_index", i.launchIndex());
        all.put("availability_zone", i.zone());
        if (from(version, GRIZZLY)) {
            all.put("random_seed", seed());
        }
        if (from(version, LIBERTY)) {
            all.put("project_id", i.project().text());
        }
        if (from(version, NEWTON_ONE)) {
            all.put("devices", devices(i, links));
        }
        if (from(version, VICTORIA)) {
            all.put("dedicated_cpus", List.of());
        }
        return all;
    }

    static boolean from(String version, String date) {
        return version.equals("latest") || version.compareTo(date) >= 0;
    }

    /** As upstream's default domain has it. */
    static String hostname(Instance i) {
        return i.hostname() + ".novalocal";
    }

    private static String seed() {
        var bytes = new byte[SEED];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Those that the user gave a tag to. */
    private static List<Map<String, Object>> devices(Instance i, List<Link> links) {
        var all = new ArrayList<Map<String, Object>>();
        for (BlockDevice disk : i.disks()) {
            if (disk.tag() != null) {
                var one = new LinkedHashMap<String, Object>();
                one.put("type", "disk");
                one.put("bus", "none");
                one.put("address", "none");
                one.put("path", disk.device());
                one.put("tags", List.of(disk.tag()));
                all.add(one);
            }
        }
        for (var nic : i.networks().nics()) {
            links.stream()
                    .filter(l -> nic.tag() != null && l.port().equals(nic.port()))
                    .forEach(l -> all.add(Map.of(
                            "type", "nic",
                            "bus", "none",
                            "address", "none",
                            "mac", l.macAddress(),
                            "tags", List.of(String.valueOf(nic.tag())))));
        }
        return all;
    }
}
