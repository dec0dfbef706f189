/** A hypervisor that only remembers: a whole cloud with nothing installed, and thousands of guests on a laptop. */
@NullMarked
package stratus.nova.compute.virt.fake;

import org.jspecify.annotations.NullMarked;
