/** How services speak to Keystone: whose token is this, and a token of our own. */
@NullMarked
package stratus.clients.keystone;

import org.jspecify.annotations.NullMarked;
