package stratus.clients.neutron;

/** An address of an external network that stands for a port's fixed one. */
public record FloatingIp(String id, String floatingIpAddress, String fixedIpAddress) {}
