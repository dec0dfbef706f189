/** Tests. */
@NullMarked
package stratus.neutron.domain;

import org.jspecify.annotations.NullMarked;
