package stratus.keystone.domain;

import org.jspecify.annotations.Nullable;

/** Another cloud, which takes our word for who a user is. */
public record ServiceProvider(
        String id,
        boolean enabled,
        @Nullable String description,
        String authUrl,
        String spUrl,
        String relayStatePrefix) {}
