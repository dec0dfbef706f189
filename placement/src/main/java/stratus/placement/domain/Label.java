package stratus.placement.domain;

/** What is pinned to a provider by name. */
public enum Label {
    TRAIT,
    AGGREGATE
}
