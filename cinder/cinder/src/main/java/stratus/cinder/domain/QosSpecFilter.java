package stratus.cinder.domain;

import org.jspecify.annotations.Nullable;

/** What a list of QoS specs is narrowed to; null leaves a thing open. */
public record QosSpecFilter(
        @Nullable String id,
        @Nullable String name,
        @Nullable String consumer) {}
