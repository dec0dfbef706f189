package stratus.glance.app;

import java.util.Map;

/** How much a project may have; Keystone knows. */
@FunctionalInterface
public interface Limits {
    /** By the resource's name; what is missing there is not allowed at all. */
    Map<String, Long> of(String project);
}
