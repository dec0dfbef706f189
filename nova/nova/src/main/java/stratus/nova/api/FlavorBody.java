package stratus.nova.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Flavor;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Since;
import tools.jackson.databind.JsonNode;

/** The wire shapes of flavors. */
final class FlavorBody {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9. _-]+");

    private FlavorBody() {}

    record Create(New flavor) {}

    /** Numbers and booleans may come as text, and an id as a number, as upstream's schema has it. */
    record New(
            String name,
            @Nullable JsonNode id,
            JsonNode ram,
            JsonNode vcpus,
            JsonNode disk,

            @JsonProperty("OS-FLV-EXT-DATA:ephemeral") @Nullable JsonNode ephemeral,

            @Nullable JsonNode swap,
            @Nullable JsonNode rxtxFactor,

            @JsonProperty("os-flavor-access:is_public") @Nullable JsonNode isPublic,

            @Since(55) @Nullable String description) {
        New {
            Values.name("name", name);
            Values.description(description);
        }

        private String flavorId() {
            if (id == null || id.isNull()) {
                return "auto";
            }
            if (!id.isString() && !id.isIntegralNumber()) {
                throw new Fault.Invalid("id", "%s is not of type 'string', 'number', 'null'".formatted(id));
            }
            var text = id.asString();
            if (text.isBlank() || text.length() > 255 || !ID.matcher(text).matches() || !text.equals(text.strip())) {
                throw new Fault.Invalid("id", "'%s' does not match '^[a-zA-Z0-9. _-]*$'".formatted(text));
            }
            return text;
        }

        Flavor toFlavor(Instant now) {
            double rxtx = rxtxFactor == null ? 1.0 : Values.positive("rxtx_factor", rxtxFactor);
            return new Flavor(
                    flavorId(),
                    name,
                    Values.integer("ram", ram, 1),
                    Values.integer("vcpus", vcpus, 1),
                    Values.integer("disk", disk, 0),
                    ephemeral == null ? 0 : Values.integer("OS-FLV-EXT-DATA:ephemeral", ephemeral, 0),
                    swap == null ? 0 : Values.integer("swap", swap, 0),
                    rxtx,
                    isPublic == null || Values.flag("os-flavor-access:is_public", isPublic),
                    description,
                    Map.of(),
                    now);
        }
    }

    record Update(Change flavor) {}

    record Change(@Nullable String description) {
        Change {
            Values.description(description);
        }
    }

    record Brief(
            String id,
            String name,
            List<Links> links,
            @Since(55) @Nullable String description) {
        static Brief of(Request request, Flavor flavor) {
            return new Brief(
                    flavor.id(), flavor.name(), Links.of(request, "flavors", flavor.id()), flavor.description());
        }
    }

    record Full(
            String id,
            String name,
            int ram,
            int disk,
            Object swap,
            @JsonProperty("OS-FLV-EXT-DATA:ephemeral") int ephemeral,
            @JsonProperty("OS-FLV-DISABLED:disabled") boolean disabled,
            int vcpus,
            @JsonProperty("os-flavor-access:is_public") boolean isPublic,
            double rxtxFactor,
            List<Links> links,
            @Since(55) @Nullable String description,

            @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
            @Since(61)
            @Nullable Map<String, String> extraSpecs) {
        /** {@code specs}: whether the caller may see the extra specs. */
        static Full of(Request request, Flavor flavor, boolean specs) {
            Object swap = flavor.swapMb() == 0 && !request.version().atLeast(75) ? "" : flavor.swapMb();
            return new Full(
                    flavor.id(),
                    flavor.name(),
                    flavor.memoryMb(),
                    flavor.diskGb(),
                    swap,
                    flavor.ephemeralGb(),
                    false,
                    flavor.vcpus(),
                    flavor.isPublic(),
                    flavor.rxtxFactor(),
                    Links.of(request, "flavors", flavor.id()),
                    flavor.description(),
                    specs ? flavor.extraSpecs() : null);
        }
    }
}
