/** Who may do what, in oslo.policy's language. */
@NullMarked
package stratus.oslo.policy;

import org.jspecify.annotations.NullMarked;
