/** {@code ./stratus expose}: how a machine reaches the floating IPs of the cloud that it carries. */
@NullMarked
package stratus.main.expose;

import org.jspecify.annotations.NullMarked;
