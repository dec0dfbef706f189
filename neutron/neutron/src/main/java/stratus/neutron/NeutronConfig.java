package stratus.neutron;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The network service's part of the configuration.
 *
 * @param authUri Keystone's public address
 * @param fakeAgents whether guests are pretended, so that ports are up without an agent
 * @param policyFile the operator's overrides of policy rules
 */
public record NeutronConfig(
        String authUri, boolean fakeAgents, @Nullable Path policyFile) {}
