/** What the bytes of disk images say of themselves, read as they pass. */
@NullMarked
package stratus.glance.formats;

import org.jspecify.annotations.NullMarked;
