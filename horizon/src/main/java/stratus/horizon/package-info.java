/** What can be watched: traces now, the dashboard later. */
@NullMarked
package stratus.horizon;

import org.jspecify.annotations.NullMarked;
