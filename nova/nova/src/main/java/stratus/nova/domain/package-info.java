/** What Nova is about: records and states. */
@NullMarked
package stratus.nova.domain;

import org.jspecify.annotations.NullMarked;
