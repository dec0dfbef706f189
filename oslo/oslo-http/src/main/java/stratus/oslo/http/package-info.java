/** The HTTP surface: Helidon made to behave as upstream does. */
@NullMarked
package stratus.oslo.http;

import org.jspecify.annotations.NullMarked;
