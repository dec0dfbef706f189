/** Placement's SQL. */
@NullMarked
package stratus.placement.store;

import org.jspecify.annotations.NullMarked;
