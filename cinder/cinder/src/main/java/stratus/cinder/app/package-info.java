/** What the Block Storage API can do, without HTTP and SQL. */
@NullMarked
package stratus.cinder.app;

import org.jspecify.annotations.NullMarked;
