/** What can be asked of Placement. */
@NullMarked
package stratus.placement.app;

import org.jspecify.annotations.NullMarked;
