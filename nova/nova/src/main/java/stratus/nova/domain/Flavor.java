package stratus.nova.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A size that servers come in.
 *
 * @param id chosen by whoever made it, or a UUID
 * @param extraSpecs what the scheduler and the driver are asked beyond the size, such as {@code hw:cpu_policy}
 */
public record Flavor(
        String id,
        String name,
        int memoryMb,
        int vcpus,
        int diskGb,
        int ephemeralGb,
        int swapMb,
        double rxtxFactor,
        boolean isPublic,
        @Nullable String description,
        Map<String, String> extraSpecs,
        Instant createdAt) {
    public Flavor withId(String given) {
        return new Flavor(
                given,
                name,
                memoryMb,
                vcpus,
                diskGb,
                ephemeralGb,
                swapMb,
                rxtxFactor,
                isPublic,
                description,
                extraSpecs,
                createdAt);
    }

    public Flavor withDescription(@Nullable String text) {
        return with(text, extraSpecs);
    }

    public Flavor withExtraSpecs(Map<String, String> specs) {
        return with(description, specs);
    }

    private Flavor with(@Nullable String text, Map<String, String> specs) {
        return new Flavor(
                id, name, memoryMb, vcpus, diskGb, ephemeralGb, swapMb, rxtxFactor, isPublic, text, specs, createdAt);
    }
}
