@NullMarked
package stratus.oslo.trace;

import org.jspecify.annotations.NullMarked;
