/** The network service. */
@NullMarked
package stratus.neutron;

import org.jspecify.annotations.NullMarked;
