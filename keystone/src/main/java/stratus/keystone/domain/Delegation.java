package stratus.keystone.domain;

/** By what a token's bearer has its power, where it is not its own. */
public sealed interface Delegation {
    String id();

    record ByTrust(String id) implements Delegation {}

    record ByApplicationCredential(String id) implements Delegation {}

    /** Of OAuth. */
    record ByAccessToken(String id) implements Delegation {}
}
