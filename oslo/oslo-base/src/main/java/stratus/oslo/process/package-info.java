/** Programs of the host, run with argument lists and never through a shell. */
@NullMarked
package stratus.oslo.process;

import org.jspecify.annotations.NullMarked;
