/** The Compute service: API, conductor, scheduler. */
@NullMarked
package stratus.nova;

import org.jspecify.annotations.NullMarked;
