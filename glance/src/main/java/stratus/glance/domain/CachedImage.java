package stratus.glance.domain;

import java.time.Instant;

/**
 * An image whose bits are in the cache.
 *
 * @param hits how often it was read from there
 */
public record CachedImage(String imageId, long size, long hits, Instant lastAccessed, Instant lastModified) {}
