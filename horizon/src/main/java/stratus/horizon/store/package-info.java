/** Where traces are kept. */
@NullMarked
package stratus.horizon.store;

import org.jspecify.annotations.NullMarked;
