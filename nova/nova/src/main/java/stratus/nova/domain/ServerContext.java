package stratus.nova.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of a server and is not in its row.
 *
 * @param fault why it is in error; null where it is not
 * @param zone of the host it is on, or the one asked for; empty for neither
 * @param hostStatus {@code UP}, {@code DOWN}, {@code MAINTENANCE} or {@code UNKNOWN}; empty without a host
 * @param groups the server groups it is a member of
 */
public record ServerContext(@Nullable ServerFault fault, String zone, String hostStatus, List<String> groups) {}
