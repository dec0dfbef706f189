package stratus.cinder.domain;

import org.jspecify.annotations.Nullable;

/** What a list of messages is narrowed to; null leaves a thing open. */
public record MessageFilter(
        @Nullable String event,
        @Nullable String level,
        @Nullable String request,
        @Nullable String resource,
        @Nullable String resourceType) {}
