/** What networks are made of. */
@NullMarked
package stratus.neutron.domain;

import org.jspecify.annotations.NullMarked;
