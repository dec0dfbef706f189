/** Where servers go, and why. */
@NullMarked
package stratus.nova.scheduler;

import org.jspecify.annotations.NullMarked;
