/** The Placement API: who has how much of what, and who uses it. */
@NullMarked
package stratus.placement;

import org.jspecify.annotations.NullMarked;
