package stratus.glance.domain;

/**
 * What a project has, and may have.
 *
 * @param limit 0 where nobody registered one
 */
public record Usage(long usage, long limit) {}
