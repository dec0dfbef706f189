/** Images and what their bytes say of themselves. */
@NullMarked
package stratus.glance.domain;

import org.jspecify.annotations.NullMarked;
