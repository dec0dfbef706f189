/** Routers as namespaces with address translation. */
@NullMarked
package stratus.neutron.agent.l3;

import org.jspecify.annotations.NullMarked;
