/** Glance's SQL, and where the bits are. */
@NullMarked
package stratus.glance.store;

import org.jspecify.annotations.NullMarked;
