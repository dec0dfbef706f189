/** What every part speaks: identifiers, callers, faults, secrets, thread pools. */
@NullMarked
package stratus.oslo.base;

import org.jspecify.annotations.NullMarked;
