/** Glance over HTTP. */
@NullMarked
package stratus.glance.api;

import org.jspecify.annotations.NullMarked;
