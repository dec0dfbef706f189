/** The guests' way to Nova's metadata. */
@NullMarked
package stratus.neutron.agent.metadata;

import org.jspecify.annotations.NullMarked;
