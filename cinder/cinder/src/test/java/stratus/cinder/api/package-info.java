@NullMarked
package stratus.cinder.api;

import org.jspecify.annotations.NullMarked;
