/** Placement over HTTP. */
@NullMarked
package stratus.placement.api;

import org.jspecify.annotations.NullMarked;
