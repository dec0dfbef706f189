@NullMarked
package stratus.clients.barbican;

import org.jspecify.annotations.NullMarked;
