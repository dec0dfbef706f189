/** Services as their users see them. */
@NullMarked
package stratus.clients.user;

import org.jspecify.annotations.NullMarked;
