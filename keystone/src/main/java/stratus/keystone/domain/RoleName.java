package stratus.keystone.domain;

import org.jspecify.annotations.Nullable;

/** A role as requests name it: by its id, or a global one by its name. */
public record RoleName(@Nullable String id, @Nullable String name) {
    /** What was given. */
    public String text() {
        return id == null ? String.valueOf(name) : id;
    }
}
