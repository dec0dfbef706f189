package stratus.glance.app;

import java.util.Optional;
import stratus.oslo.base.Caller;

/** Where the Glances of other regions are; the catalog knows. */
@FunctionalInterface
public interface Regions {
    /** The address without {@code /v2}. */
    Optional<String> glance(Caller caller, String region, String endpoint);
}
