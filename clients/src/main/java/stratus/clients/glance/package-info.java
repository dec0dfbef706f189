/** What services ask of Glance. */
@NullMarked
package stratus.clients.glance;

import org.jspecify.annotations.NullMarked;
