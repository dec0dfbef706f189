package stratus.cinder.domain;

import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.ProjectId;

/** A caller, and whether the rule {@code context_is_admin} lets the caller see other projects' resources. */
public record Viewer(Caller caller, boolean admin) {
    public boolean sees(ProjectId owner) {
        return admin || (caller.project() != null && caller.project().id().equals(owner.value()));
    }
}
