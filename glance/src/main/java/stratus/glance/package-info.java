/** The Image API: what machines boot from. */
@NullMarked
package stratus.glance;

import org.jspecify.annotations.NullMarked;
