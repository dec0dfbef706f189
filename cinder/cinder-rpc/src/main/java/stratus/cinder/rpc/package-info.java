/** What the parts of Block Storage say to each other. */
@NullMarked
package stratus.cinder.rpc;

import org.jspecify.annotations.NullMarked;
