/** What a boot does, step by step, told while it happens. */
@NullMarked
package stratus.oslo.trace;

import org.jspecify.annotations.NullMarked;
