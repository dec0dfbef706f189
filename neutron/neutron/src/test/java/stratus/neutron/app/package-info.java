/** Tests. */
@NullMarked
package stratus.neutron.app;

import org.jspecify.annotations.NullMarked;
