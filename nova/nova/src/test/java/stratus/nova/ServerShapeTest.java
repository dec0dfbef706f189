package stratus.nova;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which fields a server has at which microversion, as upstream's samples of its bodies have them. */
class ServerShapeTest extends WithNova {
    private static final Set<String> FIRST = Set.of(
            "OS-DCF:diskConfig",
            "OS-EXT-AZ:availability_zone",
            "OS-EXT-STS:power_state",
            "OS-EXT-STS:task_state",
            "OS-EXT-STS:vm_state",
            "OS-SRV-USG:launched_at",
            "OS-SRV-USG:terminated_at",
            "accessIPv4",
            "accessIPv6",
            "addresses",
            "config_drive",
            "created",
            "flavor",
            "hostId",
            "id",
            "image",
            "key_name",
            "links",
            "metadata",
            "name",
            "os-extended-volumes:volumes_attached",
            "progress",
            "security_groups",
            "status",
            "tenant_id",
            "updated",
            "user_id");

    private static final Map<Integer, List<String>> LATER = Map.of(
            9, List.of("locked"),
            19, List.of("description"),
            26, List.of("tags"),
            63, List.of("trusted_image_certificates"),
            71, List.of("server_groups"),
            73, List.of("locked_reason"),
            90, List.of("OS-EXT-SRV-ATTR:hostname"),
            96, List.of("pinned_availability_zone"));

    /** What only who may see hosts sees. */
    private static final Map<Integer, List<String>> ADMIN = Map.of(
            1, List.of("OS-EXT-SRV-ATTR:host", "OS-EXT-SRV-ATTR:hypervisor_hostname", "OS-EXT-SRV-ATTR:instance_name"),
            3,
                    List.of(
                            "OS-EXT-SRV-ATTR:reservation_id",
                            "OS-EXT-SRV-ATTR:launch_index",
                            "OS-EXT-SRV-ATTR:hostname",
                            "OS-EXT-SRV-ATTR:kernel_id",
                            "OS-EXT-SRV-ATTR:ramdisk_id",
                            "OS-EXT-SRV-ATTR:root_device_name",
                            "OS-EXT-SRV-ATTR:user_data"),
            16, List.of("host_status"));

    @Test
    void fieldsComeWithTheMicroversionsThatBroughtThem() {
        var id = nova.server(Map.of());
        for (int minor = 1; minor <= 96; minor++) {
            assertThat(fields("member", minor, id)).as("member at 2.%d", minor).isEqualTo(expected(minor, false));
            assertThat(fields("admin", minor, id)).as("admin at 2.%d", minor).isEqualTo(expected(minor, true));
        }
    }

    @Test
    void aListHasNoGroupsAndAnUpdateWasShortOnce() {
        var id = nova.server(Map.of());
        var listed = nova.member().get("/v2.1/servers/detail").path("servers").path(0);
        assertThat(listed.has("server_groups")).isFalse();
        var change = Map.of("server", Map.of("name", "other"));
        var old = nova.as("member", "2.74").put("/v2.1/servers/" + id, change).path("server");
        assertThat(old.has("key_name")).isFalse();
        assertThat(old.path("name").asString()).isEqualTo("other");
        var now = nova.as("member", "2.75").put("/v2.1/servers/" + id, change).path("server");
        assertThat(now.has("key_name")).isTrue();
    }

    private Set<String> fields(String who, int minor, String id) {
        var server = nova.as(who, "2." + minor).get("/v2.1/servers/" + id).path("server");
        return new TreeSet<>(server.propertyNames());
    }

    private static Set<String> expected(int minor, boolean admin) {
        var all = new TreeSet<>(FIRST);
        LATER.forEach((since, names) -> {
            if (minor >= since) {
                all.addAll(names);
            }
        });
        ADMIN.forEach((since, names) -> {
            if (admin && minor >= since) {
                all.addAll(names);
            }
        });
        return all;
    }
}
