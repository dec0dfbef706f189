/** Main, roles and wiring by hand: the only place that sees implementations. */
@NullMarked
package stratus.main;

import org.jspecify.annotations.NullMarked;
