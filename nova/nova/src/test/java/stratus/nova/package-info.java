/** Tests of the Compute API on a port of its own. */
@NullMarked
package stratus.nova;

import org.jspecify.annotations.NullMarked;
