package stratus.keystone.domain;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An application that may ask users for access by OAuth. The secret is not part of it. */
public record Consumer(String id, @Nullable String description, Map<String, Object> extra) {}
