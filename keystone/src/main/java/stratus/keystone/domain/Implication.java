package stratus.keystone.domain;

/** Who has the prior role has the implied one. */
public record Implication(String priorId, String impliedId) {}
