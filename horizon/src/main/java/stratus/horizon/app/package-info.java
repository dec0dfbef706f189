/** Traces as they come in and as they are looked at. */
@NullMarked
package stratus.horizon.app;

import org.jspecify.annotations.NullMarked;
