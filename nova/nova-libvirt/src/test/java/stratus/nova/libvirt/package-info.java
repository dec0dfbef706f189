@NullMarked
package stratus.nova.libvirt;

import org.jspecify.annotations.NullMarked;
