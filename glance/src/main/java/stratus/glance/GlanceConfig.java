package stratus.glance;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What Glance is told by its operator.
 *
 * @param images the folder of what is kept beside the stores, and of a file store that names none
 * @param authUri where a client without a token is sent: Keystone's public address
 * @param policyFile overrides of the policy; null for none
 * @param stores the first is the default
 * @param options what upstream lets operators choose
 * @param rules what images may have
 */
public record GlanceConfig(
        Path images,
        String authUri,
        @Nullable Path policyFile,
        List<StoreConfig> stores,
        GlanceOptions options,
        ImageRules rules) {
    /** One file store, as upstream's quick start has it, and upstream's defaults. */
    public GlanceConfig(Path images, String authUri, @Nullable Path policyFile) {
        this(
                images,
                authUri,
                policyFile,
                List.of(StoreConfig.file("file", images)),
                GlanceOptions.usual(),
                ImageRules.usual());
    }

    public GlanceConfig with(GlanceOptions others) {
        return new GlanceConfig(images, authUri, policyFile, stores, others, rules);
    }

    public GlanceConfig with(List<StoreConfig> others) {
        return new GlanceConfig(images, authUri, policyFile, List.copyOf(others), options, rules);
    }

    public GlanceConfig with(ImageRules others) {
        return new GlanceConfig(images, authUri, policyFile, stores, options, others);
    }
}
