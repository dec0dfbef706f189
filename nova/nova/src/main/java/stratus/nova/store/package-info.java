/** SQL over Nova's tables. */
@NullMarked
package stratus.nova.store;

import org.jspecify.annotations.NullMarked;
