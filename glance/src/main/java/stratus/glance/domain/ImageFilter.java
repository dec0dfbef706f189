package stratus.glance.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a list is to hold; a null viewer sees everything. */
public record ImageFilter(
        @Nullable String viewer,
        Map<String, List<String>> columns,
        Map<String, String> properties,
        List<String> tags,
        @Nullable String visibility,
        String memberStatus,
        boolean hidden,
        @Nullable Long sizeMin,
        @Nullable Long sizeMax) {}
