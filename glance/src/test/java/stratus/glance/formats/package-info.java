@NullMarked
package stratus.glance.formats;

import org.jspecify.annotations.NullMarked;
