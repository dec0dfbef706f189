package stratus.glance;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.ImageFormats;

/**
 * What Glance is told by its operator.
 *
 * @param images the folder that the bits are kept in
 * @param authUri where a client without a token is sent: Keystone's public address
 * @param policyFile overrides of the policy; null for none
 * @param formats which formats there may be
 */
public record GlanceConfig(
        Path images, String authUri, @Nullable Path policyFile, ImageFormats formats) {
    public GlanceConfig(Path images, String authUri, @Nullable Path policyFile) {
        this(images, authUri, policyFile, ImageFormats.usual());
    }
}
