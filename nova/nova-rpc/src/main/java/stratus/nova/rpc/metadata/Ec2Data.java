package stratus.nova.rpc.metadata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import stratus.nova.rpc.ConductorRpc.Instance;

/** What a guest is told in the format of Amazon's EC2: nested names, with text at their ends. */
final class Ec2Data {
    /** Those that upstream still answers to, in order. */
    static final List<String> VERSIONS = List.of(
            "1.0",
            "2007-01-19",
            "2007-03-01",
            "2007-08-29",
            "2007-10-10",
            "2007-12-15",
            "2008-02-01",
            "2008-09-01",
            "2009-04-04");

    private Ec2Data() {}

    static Map<String, Object> of(Instance i, List<Link> links) {
        var all = new LinkedHashMap<String, Object>();
        all.put("ami-id", "ami-" + short8(i.image() == null ? null : i.image().text()));
        all.put("ami-launch-index", i.launchIndex());
        all.put("ami-manifest-path", "(unknown)");
        all.put("block-device-mapping", devices(i));
        all.put("hostname", OpenStackData.hostname(i));
        all.put("instance-action", "none");
        all.put("instance-id", "i-" + short8(i.id().text()));
        all.put("instance-type", i.flavor().name());
        all.put("local-hostname", OpenStackData.hostname(i));
        all.put("local-ipv4", address(links, false));
        all.put("placement", Map.of("availability-zone", i.zone()));
        all.put("public-hostname", OpenStackData.hostname(i));
        all.put("public-ipv4", address(links, true));
        if (i.keyName() != null && i.keyData() != null) {
            all.put("public-keys", new Key(i.keyName(), i.keyData()));
        }
        all.put("reservation-id", i.reservationId());
        all.put("security-groups", i.securityGroups());
        return all;
    }

    /** A key pair: listed as {@code 0=name}, found under {@code 0/openssh-key}. */
    record Key(String name, String data) {
        Map<String, Object> tree() {
            return Map.of("0", Map.of("openssh-key", data));
        }
    }

    private static String short8(@Nullable String id) {
        return id == null ? "00000000" : id.substring(0, 8);
    }

    private static Map<String, Object> devices(Instance i) {
        var all = new LinkedHashMap<String, Object>();
        all.put("ami", "vda");
        all.put("root", "/dev/vda");
        int next = 1;
        if (i.flavor().ephemeralGib() > 0) {
            all.put("ephemeral0", "/dev/vd" + (char) ('a' + next++));
        }
        if (i.flavor().swapMib() > 0) {
            all.put("swap", "/dev/vd" + (char) ('a' + next));
        }
        int number = 0;
        for (var disk : i.disks()) {
            if (disk.onVolume() && disk.bootIndex() != 0) {
                all.put("ebs" + number++, disk.device());
            }
        }
        return all;
    }

    private static String address(List<Link> links, boolean floating) {
        return links.stream()
                .flatMap(l -> l.addresses().stream())
                .filter(a -> !a.ip().contains(":"))
                .map(a -> floating ? a.floating() : a.ip())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }
}
