/** What the Compute API does: use cases, free of HTTP and SQL. */
@NullMarked
package stratus.nova.app;

import org.jspecify.annotations.NullMarked;
