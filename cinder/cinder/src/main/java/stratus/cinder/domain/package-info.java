/** What Block Storage keeps: records and choices. */
@NullMarked
package stratus.cinder.domain;

import org.jspecify.annotations.NullMarked;
