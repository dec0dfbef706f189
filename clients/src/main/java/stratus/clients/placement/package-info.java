/** What services ask of Placement. */
@NullMarked
package stratus.clients.placement;

import org.jspecify.annotations.NullMarked;
