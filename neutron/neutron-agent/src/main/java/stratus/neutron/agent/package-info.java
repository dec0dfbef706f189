/** One a host: makes the host's networks what the server wants them to be. */
@NullMarked
package stratus.neutron.agent;

import org.jspecify.annotations.NullMarked;
