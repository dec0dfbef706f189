/** What Compute knows of servers, free of HTTP and SQL. */
@NullMarked
package stratus.nova.domain;

import org.jspecify.annotations.NullMarked;
