package stratus.nova.domain;

import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ProjectId;
import stratus.oslo.db.Page;

/**
 * What to see of the list of flavors.
 *
 * @param project whose private flavors count as its own; null for everyone's
 * @param isPublic null for both kinds
 */
public record FlavorFilter(
        @Nullable ProjectId project,
        @Nullable Boolean isPublic,
        @Nullable Integer minRam,
        @Nullable Integer minDisk,
        Page.Request page) {}
