/** HTTP of the Block Storage API. */
@NullMarked
package stratus.cinder.api;

import org.jspecify.annotations.NullMarked;
