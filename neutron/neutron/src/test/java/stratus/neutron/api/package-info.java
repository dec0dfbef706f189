/** Tests. */
@NullMarked
package stratus.neutron.api;

import org.jspecify.annotations.NullMarked;
