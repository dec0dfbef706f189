/** What a hypervisor has to be able to do. */
@NullMarked
package stratus.nova.compute.virt;

import org.jspecify.annotations.NullMarked;
