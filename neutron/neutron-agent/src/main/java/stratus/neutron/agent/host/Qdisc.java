package stratus.neutron.agent.host;

/**
 * A queueing discipline as it is.
 *
 * @param handle {@code 7001:}, the number that it was made with
 * @param defaultClass {@code 1f}, the minor number of the class of what no filter knows; empty where there is none
 */
public record Qdisc(String device, String kind, String handle, String defaultClass) {}
