package stratus.keystone.domain;

import java.util.List;
import java.util.Map;

/** Rules that make a user and its groups of what an identity provider says. */
public record FederationMapping(String id, List<Map<String, Object>> rules, String schemaVersion) {}
