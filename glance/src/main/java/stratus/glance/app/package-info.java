/** What can be done with images. */
@NullMarked
package stratus.glance.app;

import org.jspecify.annotations.NullMarked;
