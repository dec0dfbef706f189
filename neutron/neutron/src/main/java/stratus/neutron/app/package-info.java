/** What the Network API can do. */
@NullMarked
package stratus.neutron.app;

import org.jspecify.annotations.NullMarked;
