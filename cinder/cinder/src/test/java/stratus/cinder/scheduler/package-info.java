/** Which backend a volume goes to. */
@NullMarked
package stratus.cinder.scheduler;

import org.jspecify.annotations.NullMarked;
