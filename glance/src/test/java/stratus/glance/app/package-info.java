@NullMarked
package stratus.glance.app;

import org.jspecify.annotations.NullMarked;
