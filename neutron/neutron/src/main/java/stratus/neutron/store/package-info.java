/** Neutron's tables. */
@NullMarked
package stratus.neutron.store;

import org.jspecify.annotations.NullMarked;
