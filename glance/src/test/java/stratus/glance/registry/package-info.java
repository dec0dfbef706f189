@NullMarked
package stratus.glance.registry;

import org.jspecify.annotations.NullMarked;
