/** The network service as others use it. */
@NullMarked
package stratus.clients.neutron;

import org.jspecify.annotations.NullMarked;
