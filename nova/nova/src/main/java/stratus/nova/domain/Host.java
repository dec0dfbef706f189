package stratus.nova.domain;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A hypervisor as its {@code nova-compute} last reported it.
 *
 * @param id also the id of its resource provider in Placement
 * @param number the id before microversion 2.53
 * @param host where its {@code nova-compute} runs
 * @param diskAvailableGb what is really free; null if the driver cannot say
 */
public record Host(
        UUID id,
        long number,
        String host,
        String hypervisorHostname,
        String hypervisorType,
        int hypervisorVersion,
        String hostIp,
        int vcpus,
        int vcpusUsed,
        long memoryMb,
        long memoryMbUsed,
        long diskGb,
        long diskGbUsed,
        @Nullable Long diskAvailableGb,
        int runningVms,
        @Nullable String uptime,
        Map<String, Object> cpuInfo,
        Instant updatedAt) {}
