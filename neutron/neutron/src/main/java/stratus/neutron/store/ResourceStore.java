package stratus.neutron.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import stratus.neutron.domain.Kind;
import stratus.neutron.domain.Resource;
import stratus.oslo.db.Tx;

/** SQL over the tables of resources: each has its body, and beside it columns that repeat what it is found by. */
public final class ResourceStore {
    /** What is shared with {@code :project}, or with all. */
    private static final String SHARED =
            "(SELECT object_id FROM rbac_policy WHERE action = 'access_as_shared' AND target_project IN ('*', :project))";

    public void insert(Tx tx, Kind kind, Resource resource) {
        var names = new ArrayList<>(List.of("id", "project_id", "body"));
        names.addAll(kind.columns().values());
        var update = tx.update("INSERT INTO %s (%s) VALUES (:%s)"
                .formatted(kind.table(), String.join(", ", names), String.join(", :", names)));
        bind(update, kind, resource).execute();
    }

    public void update(Tx tx, Kind kind, Resource resource) {
        var set = new StringBuilder("project_id = :project_id, body = :body");
        kind.columns().values().forEach(c -> set.append(", %s = :%s".formatted(c, c)));
        bind(tx.update("UPDATE %s SET %s WHERE id = :id".formatted(kind.table(), set)), kind, resource)
                .execute();
    }

    public void delete(Tx tx, Kind kind, String id) {
        tx.update("DELETE FROM %s WHERE id = :id".formatted(kind.table()))
                .bind("id", id)
                .execute();
    }

    public Optional<Resource> find(Tx tx, Kind kind, String id) {
        return tx.query("SELECT body FROM %s WHERE id = :id".formatted(kind.table()))
                .bind("id", id)
                .mapTo(String.class)
                .findOne()
                .map(Resource::parse);
    }

    public List<Resource> list(Tx tx, Kind kind, String attribute, String value) {
        return list(tx, kind, Map.of(attribute, List.of(value)));
    }

    /** All that have one of the values in each of the attributes; the id, the project or any with a column. */
    public List<Resource> list(Tx tx, Kind kind, Map<String, ? extends Collection<String>> wanted) {
        return list(tx, kind, wanted, "1 = 1", Map.of());
    }

    /** The same, of those that a caller of {@code project} may see at most. */
    public List<Resource> listFor(Tx tx, Kind kind, Map<String, ? extends Collection<String>> wanted, String project) {
        var others = switch (kind.table()) {
            case "network" -> " OR id IN (SELECT object_id FROM rbac_policy WHERE target_project IN ('*', :project))";
            case "subnet" ->
                " OR network_id IN (SELECT id FROM network WHERE project_id = :project) OR network_id IN " + SHARED;
            case "security_group", "address_group", "subnetpool", "address_scope", "qos_policy" ->
                " OR id IN " + SHARED;
            case "port" -> " OR network_id IN (SELECT id FROM network WHERE project_id = :project)";
            case "security_group_rule" ->
                " OR security_group_id IN (SELECT id FROM security_group WHERE project_id = :project)";
            case "agent", "default_security_group_rule" -> " OR 1 = 1";
            default -> "";
        };
        return list(tx, kind, wanted, "(project_id = :project" + others + ")", Map.of("project", project));
    }

    private static List<Resource> list(
            Tx tx,
            Kind kind,
            Map<String, ? extends Collection<String>> wanted,
            String scope,
            Map<String, String> bindings) {
        var clauses = new ArrayList<>(List.of(scope));
        var lists = new HashMap<String, Collection<String>>();
        wanted.forEach((attribute, values) -> {
            var column = column(kind, attribute);
            clauses.add(values.isEmpty() ? "1 = 0" : "%s IN (<in_%s>)".formatted(column, column));
            if (!values.isEmpty()) {
                lists.put("in_" + column, values);
            }
        });
        var query = tx.query("SELECT body FROM %s WHERE %s ORDER BY id"
                        .formatted(kind.table(), String.join(" AND ", clauses)))
                .bindMap(bindings);
        lists.forEach((name, values) -> query.bindList(name, List.copyOf(values)));
        return query.mapTo(String.class).stream().map(Resource::parse).toList();
    }

    public int count(Tx tx, Kind kind, String project) {
        return tx.query("SELECT COUNT(*) FROM %s WHERE project_id = :project".formatted(kind.table()))
                .bind("project", project)
                .mapTo(Integer.class)
                .one();
    }

    private static String column(Kind kind, String attribute) {
        return attribute.equals("id") || attribute.equals("project_id")
                ? attribute
                : kind.columns().getOrDefault(attribute, attribute);
    }

    private static org.jdbi.v3.core.statement.Update bind(
            org.jdbi.v3.core.statement.Update update, Kind kind, Resource resource) {
        update.bind("id", resource.id())
                .bind("project_id", resource.projectId())
                .bind("body", resource.body().toString());
        kind.columns().forEach((attribute, column) -> update.bind(column, resource.orNull(attribute)));
        return update;
    }
}
