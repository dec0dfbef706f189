package stratus.glance;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What Glance is told by its operator.
 *
 * @param images the folder that the bits are kept in
 * @param authUri where a client without a token is sent: Keystone's public address
 * @param policyFile overrides of the policy; null for none
 */
public record GlanceConfig(
        Path images, String authUri, @Nullable Path policyFile) {}
