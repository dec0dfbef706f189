package stratus.nova.scheduler;

import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Server;

/** Says why a host will not do. */
interface HostFilter {
    String name();

    /** What was needed against what the host had; null where it will do. */
    @Nullable String refusal(HostState host, Server server);
}
