package stratus.clients.neutron;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A security group with its rules. */
public record SecurityGroup(String id, String name, String description, String projectId, List<Rule> rules) {
    /** What may pass; null stands for anything. */
    public record Rule(
            String id,
            String direction,
            @Nullable String protocol,
            @Nullable Integer fromPort,
            @Nullable Integer toPort,
            @Nullable String remotePrefix,
            @Nullable String remoteGroup) {}
}
