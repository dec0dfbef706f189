/** One a backend: keeps volumes through a volume driver. */
@NullMarked
package stratus.cinder.volume;

import org.jspecify.annotations.NullMarked;
