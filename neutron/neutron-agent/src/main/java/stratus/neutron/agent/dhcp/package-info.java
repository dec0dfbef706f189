/** DHCP and DNS of a network, and router advertisements, by dnsmasq. */
@NullMarked
package stratus.neutron.agent.dhcp;

import org.jspecify.annotations.NullMarked;
