/** Keystone: who may do what, and where the services are. */
@NullMarked
package stratus.keystone;

import org.jspecify.annotations.NullMarked;
