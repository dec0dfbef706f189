/** Keystone's tables. */
@NullMarked
package stratus.keystone.store;

import org.jspecify.annotations.NullMarked;
