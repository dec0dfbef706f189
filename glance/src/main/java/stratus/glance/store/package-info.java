/** Where bits are: stores of images, and what this process has cached of them. */
@NullMarked
package stratus.glance.store;

import org.jspecify.annotations.NullMarked;
