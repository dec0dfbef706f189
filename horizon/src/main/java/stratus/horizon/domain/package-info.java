/** What a trace is. */
@NullMarked
package stratus.horizon.domain;

import org.jspecify.annotations.NullMarked;
