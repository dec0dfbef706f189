package stratus.keystone.domain;

/**
 * A kind of request that an application may make.
 *
 * @param path of the request; {@code *} stands for one segment, {@code **} for any, {@code {name}} for one with a name
 */
public record AccessRule(String id, String userId, String service, String path, String method) {}
