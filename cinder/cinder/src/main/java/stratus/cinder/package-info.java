/** Cinder, the Block Storage service. */
@NullMarked
package stratus.cinder;

import org.jspecify.annotations.NullMarked;
