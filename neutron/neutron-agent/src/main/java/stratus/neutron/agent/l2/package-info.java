/** A network as bridges, taps and tunnels. */
@NullMarked
package stratus.neutron.agent.l2;

import org.jspecify.annotations.NullMarked;
