/** Compute, as other services speak to it. */
@NullMarked
package stratus.clients.nova;

import org.jspecify.annotations.NullMarked;
