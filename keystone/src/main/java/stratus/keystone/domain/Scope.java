package stratus.keystone.domain;

/** What a token is for. */
public sealed interface Scope {
    record Unscoped() implements Scope {}

    record OfProject(String id) implements Scope {}

    record OfDomain(String id) implements Scope {}

    record OfSystem() implements Scope {}
}
