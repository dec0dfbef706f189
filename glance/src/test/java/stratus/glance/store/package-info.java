@NullMarked
package stratus.glance.store;

import org.jspecify.annotations.NullMarked;
