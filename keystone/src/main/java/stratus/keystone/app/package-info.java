/** What the Identity API can do: authentication, tokens, identities, assignments, catalog. */
@NullMarked
package stratus.keystone.app;

import org.jspecify.annotations.NullMarked;
