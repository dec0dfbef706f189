/** SQL of the Block Storage service. */
@NullMarked
package stratus.cinder.store;

import org.jspecify.annotations.NullMarked;
