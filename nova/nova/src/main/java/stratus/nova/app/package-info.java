/** Use cases. */
@NullMarked
package stratus.nova.app;

import org.jspecify.annotations.NullMarked;
