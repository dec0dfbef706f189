package stratus.keystone.domain;

/**
 * An option that a domain has of its own.
 *
 * @param value as JSON
 */
public record DomainOption(String domainId, String optionGroup, String name, String value) {}
