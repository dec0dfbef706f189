/** The key manager as other services see it. */
@NullMarked
package stratus.clients.barbican;

import org.jspecify.annotations.NullMarked;
