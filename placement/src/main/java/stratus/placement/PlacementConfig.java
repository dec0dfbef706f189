package stratus.placement;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What Placement is told by its operator.
 *
 * @param authUri where a client without a token is sent: Keystone's public address
 * @param policyFile overrides of the policy; null for none
 */
public record PlacementConfig(String authUri, @Nullable Path policyFile) {}
