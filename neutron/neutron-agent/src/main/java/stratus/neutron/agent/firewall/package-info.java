/** Security groups and anti-spoofing as nftables rules. */
@NullMarked
package stratus.neutron.agent.firewall;

import org.jspecify.annotations.NullMarked;
