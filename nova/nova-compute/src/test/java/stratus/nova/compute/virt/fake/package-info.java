@NullMarked
package stratus.nova.compute.virt.fake;

import org.jspecify.annotations.NullMarked;
