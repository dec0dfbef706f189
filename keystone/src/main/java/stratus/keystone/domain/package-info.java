/** What Keystone knows, as records. */
@NullMarked
package stratus.keystone.domain;

import org.jspecify.annotations.NullMarked;
