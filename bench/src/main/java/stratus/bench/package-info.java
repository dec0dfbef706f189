/** Measures a running cloud from outside: rates, latencies, and what a request costs the cloud in CPU time. */
@NullMarked
package stratus.bench;

import org.jspecify.annotations.NullMarked;
