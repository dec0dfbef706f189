/** The only place with SQL. */
@NullMarked
package stratus.nova.store;

import org.jspecify.annotations.NullMarked;
