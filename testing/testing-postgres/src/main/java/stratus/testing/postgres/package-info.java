/** A PostgreSQL for tests. */
@NullMarked
package stratus.testing.postgres;

import org.jspecify.annotations.NullMarked;
