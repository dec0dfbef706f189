@NullMarked
package stratus.glance;

import org.jspecify.annotations.NullMarked;
