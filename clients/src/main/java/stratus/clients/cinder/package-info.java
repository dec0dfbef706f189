/** How services speak to Cinder. */
@NullMarked
package stratus.clients.cinder;

import org.jspecify.annotations.NullMarked;
