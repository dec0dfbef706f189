/** What the parts of Compute say to each other. */
@NullMarked
package stratus.nova.rpc;

import org.jspecify.annotations.NullMarked;
