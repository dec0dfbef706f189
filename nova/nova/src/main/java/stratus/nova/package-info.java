/** Compute. */
@NullMarked
package stratus.nova;

import org.jspecify.annotations.NullMarked;
