package stratus.nova.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.ServerRequest;
import stratus.nova.rpc.BlockDevice;
import stratus.nova.rpc.NetworkRequest;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.ImageId;
import stratus.oslo.base.Ids.NetworkId;
import stratus.oslo.base.Ids.PortId;
import stratus.oslo.http.Microversion;
import stratus.oslo.http.Since;
import stratus.oslo.http.Until;
import tools.jackson.databind.JsonNode;

/** The wire shape of {@code POST /servers}. Nothing here leaves the HTTP layer. */
final class CreateServer {
    private CreateServer() {}

    record Body(
            Wanted server,
            @JsonProperty("os:scheduler_hints") @Nullable Map<String, Object> hints,

            @JsonProperty("OS-SCH-HNT:scheduler_hints") @Nullable Map<String, Object> oldHints) {
        ServerRequest toRequest(Microversion version) {
            return server.toRequest(version, SchedulerHints.of(hints == null ? oldHints : hints));
        }
    }

    record Group(String name) {}

    record Nic(
            @Nullable UUID uuid,
            @Nullable UUID port,
            @Nullable String fixedIp,
            @Since(32) @Nullable String tag) {}

    record Device(
            @Nullable String sourceType,
            @Nullable String destinationType,
            @Nullable String uuid,
            @Nullable JsonNode volumeSize,
            @Nullable JsonNode bootIndex,
            @Nullable Boolean deleteOnTermination,
            @Nullable String deviceName,
            @Nullable String guestFormat,
            @Nullable String deviceType,
            @Nullable String diskBus,
            @Since(32) @Nullable String tag,
            @Since(67) @Nullable String volumeType) {
        BlockDevice toDevice(int at) {
            var source = sourceType == null ? "blank" : sourceType;
            var local = source.equals("image") && index() == 0 || source.equals("blank");
            var destination = destinationType != null ? destinationType : local ? "local" : "volume";
            if (uuid == null && !source.equals("blank")) {
                throw new Fault.Invalid("Block Device Mapping is Invalid: uuid is required for " + source + ".");
            }
            return new BlockDevice(
                    source,
                    destination,
                    uuid,
                    volumeSize == null || volumeSize.isNull() ? null : whole(volumeSize),
                    index(),
                    Boolean.TRUE.equals(deleteOnTermination),
                    deviceName == null ? "/dev/vd" + (char) ('a' + at) : deviceName,
                    guestFormat,
                    volumeType,
                    tag,
                    null,
                    null);
        }

        private int index() {
            return bootIndex == null || bootIndex.isNull() ? -1 : whole(bootIndex);
        }

        private static int whole(JsonNode number) {
            try {
                return Integer.parseInt(number.asString());
            } catch (NumberFormatException e) {
                throw new Fault.Invalid("'%s' is not an integer.".formatted(number.asString()));
            }
        }
    }

    record Wanted(
            String name,
            @JsonProperty("flavorRef") JsonNode flavor,
            @JsonProperty("imageRef") @Nullable String image,
            @JsonProperty("adminPass") @Nullable String adminPass,
            @Nullable Map<String, String> metadata,
            @Nullable JsonNode networks,
            @Nullable List<Group> securityGroups,
            @Nullable String keyName,
            @Nullable String userData,
            @Nullable JsonNode configDrive,
            @Nullable List<Device> blockDeviceMappingV2,
            @Nullable String availabilityZone,
            @Nullable JsonNode minCount,
            @Nullable JsonNode maxCount,
            @JsonProperty("accessIPv4") @Nullable String accessIpV4,
            @JsonProperty("accessIPv6") @Nullable String accessIpV6,
            @JsonProperty("OS-DCF:diskConfig") @Nullable String diskConfig,
            @Since(19) @Nullable String description,
            @Since(52) @Nullable List<String> tags,
            @Nullable JsonNode returnReservationId,
            @Until(56) @Nullable JsonNode personality,
            @Since(63) @Nullable List<String> trustedImageCertificates,
            @Since(74) @Nullable String host,
            @Since(74) @Nullable String hypervisorHostname,
            @Since(90) @Nullable String hostname) {
        Wanted {
            Values.name("name", name);
            Values.description(description);
            Values.address("accessIPv4", accessIpV4, Inet4Address.class);
            Values.address("accessIPv6", accessIpV6, Inet6Address.class);
            accessIpV6 = Values.shortest(accessIpV6);
            if (metadata != null) {
                metadata.forEach((key, value) -> Values.item("metadata", key, value));
            }
            if (hostname != null) {
                Values.hostname(hostname);
            }
            if (tags != null) {
                tags.forEach(ServerTagsApi::tag);
            }
            Values.diskConfig(diskConfig);
            if (configDrive != null && !configDrive.isNull() && Values.bool(configDrive.asString("")) == null) {
                throw new Fault.Invalid("config_drive", "%s is not of type 'boolean'".formatted(configDrive));
            }
            if (userData != null) {
                Values.base64("user_data", userData);
            }
            if (personality != null && !personality.isEmpty()) {
                throw new Fault.NotImplemented("Files cannot be injected; use user data.");
            }
            if (trustedImageCertificates != null && !trustedImageCertificates.isEmpty()) {
                throw new Fault.NotImplemented("Trusted image certificates are not supported yet.");
            }
        }

        boolean wantsReservation() {
            return returnReservationId != null && Boolean.TRUE.equals(Values.bool(returnReservationId.asString("")));
        }

        ServerRequest toRequest(Microversion version, Map<String, List<String>> hints) {
            int min = count("min_count", minCount, 1);
            int max = count("max_count", maxCount, min);
            if (min > max) {
                throw new Fault.Invalid("min_count must be <= max_count");
            }
            var disks = disks();
            var source = image == null || image.isEmpty() ? null : new ImageId(Values.uuid("imageRef", image));
            if (source == null && disks.stream().noneMatch(d -> d.bootIndex() == 0)) {
                throw new Fault.Invalid("Invalid imageRef provided: no image and no block device with boot_index 0.");
            }
            return new ServerRequest(
                    name,
                    hostname,
                    description,
                    flavor.asString(),
                    source,
                    keyName,
                    userData,
                    configDrive != null && Boolean.TRUE.equals(Values.bool(configDrive.asString(""))),
                    wish(version),
                    securityGroups == null
                            ? List.of("default")
                            : securityGroups.stream().map(Group::name).toList(),
                    disks,
                    metadata == null ? Map.of() : metadata,
                    tags == null ? List.of() : tags,
                    zone(),
                    wantedHost(),
                    min,
                    max,
                    accessIpV4,
                    accessIpV6,
                    diskConfig == null ? "MANUAL" : diskConfig,
                    hints);
        }

        private static int count(String field, @Nullable JsonNode count, int otherwise) {
            return count == null || count.isNull() ? otherwise : Values.integer(field, count, 1);
        }

        private List<BlockDevice> disks() {
            var disks = new ArrayList<BlockDevice>();
            if (blockDeviceMappingV2 != null) {
                blockDeviceMappingV2.forEach(d -> disks.add(d.toDevice(disks.size())));
            }
            return disks;
        }

        /** {@code zone:host} is an admin's way to name the host. */
        private @Nullable String zone() {
            return availabilityZone == null || availabilityZone.indexOf(':') == 0
                    ? null
                    : availabilityZone.split(":", 2)[0];
        }

        boolean namesHost() {
            return host != null || hypervisorHostname != null;
        }

        @Nullable String wantedHost() {
            if (hypervisorHostname != null) {
                return hypervisorHostname;
            }
            if (host != null || availabilityZone == null || availabilityZone.indexOf(':') < 0) {
                return host;
            }
            return availabilityZone.split(":")[1];
        }

        private NetworkRequest wish(Microversion version) {
            if (networks == null || networks.isNull()) {
                if (version.atLeast(37)) {
                    throw new Fault.Invalid("networks", "'networks' is a required property");
                }
                return NetworkRequest.auto();
            }
            if (networks.isString()) {
                return named(networks.stringValue(), version);
            }
            var nics = new ArrayList<NetworkRequest.Nic>();
            networks.forEach(n -> nics.add(nic(n)));
            return nics.isEmpty() ? NetworkRequest.auto() : new NetworkRequest(NetworkRequest.Kind.LISTED, nics);
        }

        private static NetworkRequest named(String name, Microversion version) {
            if (version.atLeast(37) && name.equals("auto")) {
                return NetworkRequest.auto();
            }
            if (version.atLeast(37) && name.equals("none")) {
                return NetworkRequest.none();
            }
            throw new Fault.Invalid("networks", "'%s' is not valid under any of the given schemas".formatted(name));
        }

        private static NetworkRequest.Nic nic(JsonNode n) {
            var uuid = n.path("uuid").asString("");
            var port = n.path("port").asString("");
            if (uuid.isEmpty() && port.isEmpty()) {
                throw new Fault.Invalid("Bad networks format: a network or a port is required.");
            }
            return new NetworkRequest.Nic(
                    uuid.isEmpty() ? null : new NetworkId(Values.uuid("uuid", uuid)),
                    port.isEmpty() ? null : new PortId(Values.uuid("port", port)),
                    n.has("fixed_ip") ? n.path("fixed_ip").asString() : null,
                    n.has("tag") ? n.path("tag").asString() : null);
        }
    }
}
