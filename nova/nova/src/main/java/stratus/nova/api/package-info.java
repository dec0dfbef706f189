/** The Compute API over HTTP. */
@NullMarked
package stratus.nova.api;

import org.jspecify.annotations.NullMarked;
