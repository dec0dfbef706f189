package stratus.cinder.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ProjectId;

/**
 * What a list of volume types is narrowed to.
 *
 * @param open public ones or private ones; null for both
 * @param granted with public ones go the private ones that this project may use
 * @param specs extra specs that have to be there
 */
public record TypeFilter(@Nullable Boolean open, ProjectId granted, Map<String, String> specs) {}
