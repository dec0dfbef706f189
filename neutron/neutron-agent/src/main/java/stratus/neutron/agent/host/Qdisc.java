package stratus.neutron.agent.host;

/**
 * A queueing discipline as it is.
 *
 * @param handle {@code 7001:}, the number that it was made with
 */
public record Qdisc(String device, String kind, String handle) {}
