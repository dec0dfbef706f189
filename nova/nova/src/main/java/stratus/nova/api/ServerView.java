package stratus.nova.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Server;
import stratus.nova.domain.ServerContext;
import stratus.nova.domain.ServerFault;
import stratus.nova.rpc.BlockDevice;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.http.Microversion;
import stratus.oslo.http.Request;

/** A server as the API shows it at each microversion. */
final class ServerView {
    private ServerView() {}

    static Map<String, Object> brief(Server s, Request request) {
        var all = new LinkedHashMap<String, Object>();
        all.put("id", s.id().text());
        all.put("name", s.name());
        all.put("links", links(s, request));
        return all;
    }

    static List<Map<String, String>> links(Server s, Request request) {
        var base = request.baseUrl();
        return List.of(
                Map.of("rel", "self", "href", base + "/v2.1/servers/" + s.id().text()),
                Map.of("rel", "bookmark", "href", base + "/servers/" + s.id().text()));
    }

    /** As a list shows it: not with its groups. */
    static Map<String, Object> listed(Server s, ServerContext context, Request request) {
        var all = full(s, context, request);
        all.remove("server_groups");
        return all;
    }

    /** As an update answers, which was less until 2.75. */
    static Map<String, Object> updated(Server s, ServerContext context, Request request) {
        var all = full(s, context, request);
        if (!request.version().atLeast(75)) {
            all.keySet().removeIf(ServerView::newInUpdates);
            all.put("addresses", addresses(s, false));
        }
        return all;
    }

    private static boolean newInUpdates(String key) {
        return key.startsWith("OS-EXT-")
                || key.startsWith("OS-SRV-USG:")
                || key.startsWith("os-extended-volumes:")
                || Set.of("config_drive", "key_name", "security_groups", "host_status")
                        .contains(key);
    }

    static Map<String, Object> full(Server s, ServerContext context, Request request) {
        var version = request.version();
        var all = brief(s, request);
        all.put("status", s.status());
        all.put("tenant_id", s.projectId().text());
        all.put("user_id", s.userId().text());
        all.put("metadata", s.metadata());
        all.put("hostId", hostId(s.projectId(), s.host()));
        all.put("image", s.spec().image().id() == null ? "" : image(s, request));
        all.put("flavor", flavor(s, request));
        all.put("created", s.createdAt());
        all.put("updated", s.updatedAt());
        all.put("addresses", addresses(s, true));
        all.put("accessIPv4", s.accessIpV4() == null ? "" : s.accessIpV4());
        all.put("accessIPv6", s.accessIpV6() == null ? "" : s.accessIpV6());
        all.put("OS-DCF:diskConfig", s.spec().diskConfig());
        if (s.status().equals("BUILD") || s.status().equals("ACTIVE")) {
            all.put("progress", 0);
        }
        all.put("OS-EXT-AZ:availability_zone", context.zone());
        all.put("config_drive", s.spec().configDrive() ? "True" : "");
        all.put("key_name", s.spec().key().name());
        all.put("OS-SRV-USG:launched_at", Values.micros(s.launchedAt()));
        all.put("OS-SRV-USG:terminated_at", Values.micros(s.terminatedAt()));
        all.put(
                "security_groups",
                s.spec().securityGroups().stream().map(g -> Map.of("name", g)).toList());
        all.put(
                "OS-EXT-STS:task_state",
                s.taskState() == null ? null : s.taskState().text());
        all.put("OS-EXT-STS:vm_state", s.vmState().text());
        all.put("OS-EXT-STS:power_state", s.power().code());
        all.put("os-extended-volumes:volumes_attached", volumes(s, version));
        newer(all, s, context, version);
        admins(all, s, context, request);
        var fault = context.fault();
        if (fault != null && (s.status().equals("ERROR") || s.status().equals("DELETED"))) {
            all.put("fault", fault(fault, request));
        }
        return all;
    }

    private static void newer(Map<String, Object> all, Server s, ServerContext context, Microversion v) {
        if (v.atLeast(9)) {
            all.put("locked", s.locked());
        }
        if (v.atLeast(19)) {
            all.put("description", s.description());
        }
        if (v.atLeast(26)) {
            all.put("tags", s.tags());
        }
        if (v.atLeast(63)) {
            all.put("trusted_image_certificates", null);
        }
        if (v.atLeast(71)) {
            all.put("server_groups", context.groups());
        }
        if (v.atLeast(73)) {
            all.put("locked_reason", s.lockedReason());
        }
        if (v.atLeast(90)) {
            all.put("OS-EXT-SRV-ATTR:hostname", s.hostname());
        }
        if (v.atLeast(96)) {
            all.put("pinned_availability_zone", s.spec().where().zone());
        }
    }

    private static void admins(Map<String, Object> all, Server s, ServerContext context, Request request) {
        var project = Map.of("project_id", s.projectId().text());
        if (request.allows("os_compute_api:os-extended-server-attributes", project)) {
            attributes(all, s, request.version());
        }
        if (!request.version().atLeast(16)) {
            return;
        }
        if (request.allows("os_compute_api:servers:show:host_status", project)) {
            all.put("host_status", context.hostStatus());
        } else if (context.hostStatus().equals("UNKNOWN")
                && request.allows("os_compute_api:servers:show:host_status:unknown-only", project)) {
            all.put("host_status", context.hostStatus());
        }
    }

    private static void attributes(Map<String, Object> all, Server s, Microversion v) {
        var host = s.host() == null ? null : s.host().value();
        all.put("OS-EXT-SRV-ATTR:host", host);
        all.put("OS-EXT-SRV-ATTR:hypervisor_hostname", host);
        all.put("OS-EXT-SRV-ATTR:instance_name", "instance-" + s.id().text().substring(0, 8));
        if (v.atLeast(3)) {
            all.put("OS-EXT-SRV-ATTR:reservation_id", s.reservationId());
            all.put("OS-EXT-SRV-ATTR:launch_index", s.launchIndex());
            all.put("OS-EXT-SRV-ATTR:hostname", s.hostname());
            all.put("OS-EXT-SRV-ATTR:kernel_id", s.spec().image().properties().getOrDefault("kernel_id", ""));
            all.put("OS-EXT-SRV-ATTR:ramdisk_id", s.spec().image().properties().getOrDefault("ramdisk_id", ""));
            all.put("OS-EXT-SRV-ATTR:root_device_name", "/dev/vda");
            all.put("OS-EXT-SRV-ATTR:user_data", s.spec().userData());
        }
    }

    private static Map<String, Object> fault(ServerFault fault, Request request) {
        var all = new LinkedHashMap<String, Object>();
        all.put("code", fault.code());
        all.put("created", fault.createdAt());
        all.put("message", fault.message());
        if (fault.details() != null && request.caller().has("admin")) {
            all.put("details", fault.details());
        }
        return all;
    }

    /** A host's name that says nothing to a user, but whether two servers share one. */
    static String hostId(ProjectId project, @Nullable HostName host) {
        if (host == null) {
            return "";
        }
        try {
            var digest = MessageDigest.getInstance("SHA-224");
            var text = project.text() + host.value();
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> image(Server s, Request request) {
        var id = String.valueOf(
                s.spec().image().id() == null ? "" : s.spec().image().id().text());
        return Map.of(
                "id", id, "links", List.of(Map.of("rel", "bookmark", "href", request.baseUrl() + "/images/" + id)));
    }

    private static Map<String, Object> flavor(Server s, Request request) {
        var f = s.spec().flavor();
        var all = new LinkedHashMap<String, Object>();
        if (!request.version().atLeast(47)) {
            all.put("id", f.flavorId());
            all.put(
                    "links",
                    List.of(Map.of("rel", "bookmark", "href", request.baseUrl() + "/flavors/" + f.flavorId())));
            return all;
        }
        all.put("vcpus", f.vcpus());
        all.put("ram", f.memoryMib());
        all.put("disk", f.rootGib());
        all.put("ephemeral", f.ephemeralGib());
        all.put("swap", f.swapMib());
        all.put("original_name", f.name());
        if (request.allows(
                "os_compute_api:servers:show:flavor-extra-specs",
                Map.of("project_id", s.projectId().text()))) {
            all.put("extra_specs", f.extraSpecs());
        }
        return all;
    }

    /** @param extended with their kind and the interface's MAC address */
    private static Map<String, List<Map<String, Object>>> addresses(Server s, boolean extended) {
        var all = new LinkedHashMap<String, List<Map<String, Object>>>();
        for (var port : s.ports()) {
            var list = all.computeIfAbsent(port.network(), _ -> new ArrayList<>());
            for (var a : port.addresses()) {
                var view = new LinkedHashMap<String, Object>();
                view.put("addr", a.addr());
                view.put("version", a.version());
                if (extended) {
                    view.put("OS-EXT-IPS:type", a.type().toLowerCase(Locale.ROOT));
                    view.put("OS-EXT-IPS-MAC:mac_addr", port.macAddress());
                }
                list.add(view);
            }
        }
        return all;
    }

    private static List<Map<String, Object>> volumes(Server s, Microversion v) {
        return s.disks().stream()
                .filter(d -> d.volume() != null)
                .map(d -> volume(d, v))
                .toList();
    }

    private static Map<String, Object> volume(BlockDevice d, Microversion v) {
        var all = new LinkedHashMap<String, Object>();
        all.put("id", String.valueOf(d.volume() == null ? "" : d.volume().text()));
        if (v.atLeast(3)) {
            all.put("delete_on_termination", d.deleteOnTermination());
        }
        return all;
    }
}
