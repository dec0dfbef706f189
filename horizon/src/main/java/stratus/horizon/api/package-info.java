/** Traces over HTTP. */
@NullMarked
package stratus.horizon.api;

import org.jspecify.annotations.NullMarked;
