/** What guests ask about themselves, by HTTP. */
@NullMarked
package stratus.nova.metadata;

import org.jspecify.annotations.NullMarked;
