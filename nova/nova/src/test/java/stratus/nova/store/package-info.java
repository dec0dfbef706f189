/** Tests of the SQL. */
@NullMarked
package stratus.nova.store;

import org.jspecify.annotations.NullMarked;
