/** Typed calls and events between the parts of a service. */
@NullMarked
package stratus.oslo.messaging;

import org.jspecify.annotations.NullMarked;
