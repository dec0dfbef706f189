/** The Network API over HTTP. */
@NullMarked
package stratus.neutron.api;

import org.jspecify.annotations.NullMarked;
