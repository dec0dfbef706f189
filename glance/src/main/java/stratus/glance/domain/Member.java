package stratus.glance.domain;

import java.time.Instant;

/** A project that an image is shared with. */
public record Member(String imageId, String memberId, String status, Instant createdAt, Instant updatedAt) {}
