/** One host's part of Compute: builds guests, keeps them as wanted, reports what it has. */
@NullMarked
package stratus.nova.compute;

import org.jspecify.annotations.NullMarked;
