/** Providers, inventories, allocations: records without I/O. */
@NullMarked
package stratus.placement.domain;

import org.jspecify.annotations.NullMarked;
