/** Guests' screens in browsers. */
@NullMarked
package stratus.nova.console;

import org.jspecify.annotations.NullMarked;
