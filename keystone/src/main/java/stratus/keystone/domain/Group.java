package stratus.keystone.domain;

import java.util.Map;

/** Users who share their grants. */
public record Group(String id, String name, String domainId, String description, Map<String, Object> extra) {}
