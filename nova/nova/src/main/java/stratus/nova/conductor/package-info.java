/** Long work that outlives its request. */
@NullMarked
package stratus.nova.conductor;

import org.jspecify.annotations.NullMarked;
