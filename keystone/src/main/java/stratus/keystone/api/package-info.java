/** The Identity API over HTTP. */
@NullMarked
package stratus.keystone.api;

import org.jspecify.annotations.NullMarked;
