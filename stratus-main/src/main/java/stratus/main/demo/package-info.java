/** {@code ./stratus demo}: a client's day with the cloud, told as it happens; it knows nothing but the public APIs. */
@NullMarked
package stratus.main.demo;

import org.jspecify.annotations.NullMarked;
