package stratus.nova.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Server;
import stratus.oslo.http.Since;

/** The wire shape of {@code PUT /servers/{id}}. */
final class UpdateServer {
    private UpdateServer() {}

    record Body(Changes server) {}

    record Changes(
            @Nullable String name,
            @JsonProperty("accessIPv4") @Nullable String accessIpV4,
            @JsonProperty("accessIPv6") @Nullable String accessIpV6,
            @Since(19) @Nullable String description,
            @Since(90) @Nullable String hostname) {
        Server on(Server s, Instant now) {
            return new Server(
                    s.id(),
                    s.projectId(),
                    s.userId(),
                    name == null ? s.name() : name,
                    hostname == null ? s.hostname() : hostname,
                    description == null ? s.description() : description,
                    s.vmState(),
                    s.taskState(),
                    s.power(),
                    s.host(),
                    s.attempt(),
                    s.spec(),
                    s.disks(),
                    s.ports(),
                    s.metadata(),
                    s.tags(),
                    accessIpV4 == null ? s.accessIpV4() : accessIpV4,
                    accessIpV6 == null ? s.accessIpV6() : accessIpV6,
                    s.reservationId(),
                    s.launchIndex(),
                    s.lockedBy(),
                    s.lockedReason(),
                    s.createdAt(),
                    now,
                    s.launchedAt(),
                    s.terminatedAt(),
                    s.deletedAt());
        }
    }
}
