package stratus.neutron.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import stratus.oslo.db.Tx;

/** SQL over {@code quota}, {@code default_security_group} and {@code seed}: what belongs to a project or to all. */
public final class ProjectStore {
    public Optional<String> defaultGroup(Tx tx, String project) {
        return tx.query("SELECT security_group_id FROM default_security_group WHERE project_id = :project")
                .bind("project", project)
                .mapTo(String.class)
                .findOne();
    }

    public void setDefaultGroup(Tx tx, String project, String group) {
        tx.update("INSERT INTO default_security_group (project_id, security_group_id) VALUES (:project, :group)")
                .bind("project", project)
                .bind("group", group)
                .execute();
    }

    public void forgetDefaultGroup(Tx tx, String group) {
        tx.update("DELETE FROM default_security_group WHERE security_group_id = :group")
                .bind("group", group)
                .execute();
    }

    public boolean seeded(Tx tx, String name) {
        return tx.query("SELECT name FROM seed WHERE name = :name")
                .bind("name", name)
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    public void seed(Tx tx, String name) {
        tx.update("INSERT INTO seed (name) VALUES (:name)").bind("name", name).execute();
    }

    public Map<String, Integer> quotas(Tx tx, String project) {
        var all = new TreeMap<String, Integer>();
        tx.query("SELECT resource, most FROM quota WHERE project_id = :project")
                .bind("project", project)
                .map((rows, _) -> all.put(rows.getString("resource"), rows.getInt("most")))
                .list();
        return all;
    }

    public List<String> projectsWithQuotas(Tx tx) {
        return tx.query("SELECT DISTINCT project_id FROM quota ORDER BY project_id")
                .mapTo(String.class)
                .list();
    }

    public void setQuota(Tx tx, String project, String resource, int most) {
        tx.update("""
                INSERT INTO quota (project_id, resource, most) VALUES (:project, :resource, :most)
                ON CONFLICT (project_id, resource) DO UPDATE SET most = excluded.most
                """)
                .bind("project", project)
                .bind("resource", resource)
                .bind("most", most)
                .execute();
    }

    public void clearQuotas(Tx tx, String project) {
        tx.update("DELETE FROM quota WHERE project_id = :project")
                .bind("project", project)
                .execute();
    }
}
