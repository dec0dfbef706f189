package stratus.neutron.store;

import java.util.HashSet;
import java.util.Set;
import stratus.oslo.db.Tx;

/** SQL over {@code rbac_policy}: who may use what is not theirs. */
public final class GrantStore {
    /** The objects that policies of this action open to the project, or to all. */
    public Set<String> objects(Tx tx, String action, String project) {
        return new HashSet<>(tx.query("""
                        SELECT object_id FROM rbac_policy
                        WHERE action = :action AND target_project IN ('*', :project)
                        """)
                .bind("action", action)
                .bind("project", project)
                .mapTo(String.class)
                .list());
    }

    /** The actions that policies allow the project, or all, on the object. */
    public Set<String> actions(Tx tx, String object, String project) {
        return new HashSet<>(tx.query("""
                        SELECT action FROM rbac_policy
                        WHERE object_id = :object AND target_project IN ('*', :project)
                        """)
                .bind("object", object)
                .bind("project", project)
                .mapTo(String.class)
                .list());
    }
}
