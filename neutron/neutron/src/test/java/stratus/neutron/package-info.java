/** Tests. */
@NullMarked
package stratus.neutron;

import org.jspecify.annotations.NullMarked;
