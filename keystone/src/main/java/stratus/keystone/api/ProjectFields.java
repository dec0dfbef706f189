package stratus.keystone.api;

import java.util.Set;
import stratus.keystone.domain.Project;

/** What a request says of a project, or of a domain, which is one. */
final class ProjectFields {
    private ProjectFields() {}

    /** The same where nothing is said; {@code known} are the names of the fields that are not extra ones. */
    static Project changed(Fields f, Project old, Set<String> known) {
        return new Project(
                old.id(),
                f.has("name") ? f.shortName("name") : old.name().strip(),
                old.domainId(),
                old.parentId(),
                old.isDomain(),
                f.flag("enabled", old.enabled()),
                f.has("description") ? f.text("description") : old.description(),
                f.texts("tags", old.tags()),
                ResourceOptions.of(f, old.options()),
                f.extra(known, old.extra()));
    }
}
