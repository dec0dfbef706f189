package stratus.nova.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.Inet4Address;
import java.net.Inet6Address;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.ServerText;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Since;
import tools.jackson.databind.JsonNode;

/** The wire shape of {@code PUT /servers/{id}}. */
final class UpdateServer {
    private UpdateServer() {}

    record Body(Changes server) {}

    record Changes(
            @Nullable String name,
            @JsonProperty("accessIPv4") @Nullable String accessIpV4,
            @JsonProperty("accessIPv6") @Nullable String accessIpV6,
            @JsonProperty("OS-DCF:diskConfig") @Nullable String diskConfig,
            @Since(19) @Nullable JsonNode description,
            @Since(90) @Nullable String hostname) {
        Changes {
            if (name != null) {
                Values.name("name", name);
            }
            Values.description(text(description));
            Values.address("accessIPv4", accessIpV4, Inet4Address.class);
            Values.address("accessIPv6", accessIpV6, Inet6Address.class);
            accessIpV6 = Values.shortest(accessIpV6);
            Values.diskConfig(diskConfig);
            if (hostname != null) {
                Values.hostname(hostname);
            }
        }

        private static @Nullable String text(@Nullable JsonNode given) {
            if (given == null || given.isNull()) {
                return null;
            }
            if (!given.isString()) {
                throw new Fault.Invalid("description", "%s is not of type 'string', 'null'".formatted(given));
            }
            return given.stringValue();
        }

        ServerText on(ServerText s) {
            return new ServerText(
                    name == null ? s.name() : name,
                    hostname == null ? s.hostname() : hostname,
                    description == null ? s.description() : text(description),
                    s.metadata(),
                    s.tags(),
                    accessIpV4 == null ? s.accessIpV4() : accessIpV4,
                    accessIpV6 == null ? s.accessIpV6() : accessIpV6,
                    s.lockedBy(),
                    s.lockedReason());
        }
    }
}
