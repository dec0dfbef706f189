@NullMarked
package stratus.cinder.store;

import org.jspecify.annotations.NullMarked;
