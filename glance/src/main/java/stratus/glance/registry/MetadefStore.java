package stratus.glance.registry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import stratus.glance.domain.Definition;
import stratus.glance.domain.Definition.Kind;
import stratus.glance.domain.Namespace;
import stratus.glance.domain.ResourceType;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code metadef_namespace} and {@code metadef_definition}. */
final class MetadefStore {
    private static final String NAMESPACE =
            "name, owner, display_name, description, visibility, undeletable, created_at, updated_at";
    private static final String DEFINITION = "namespace, kind, name, body, created_at, updated_at";

    private final Db db;

    MetadefStore(Db db) {
        this.db = db.rows(Namespace.class, Definition.class, ResourceType.class)
                .json(new GenericType<Map<String, Object>>() {});
    }

    /** Those that a project may see; a null viewer sees all. */
    public List<Namespace> namespaces(@Nullable String viewer) {
        return db.read(tx -> tx.query("SELECT " + NAMESPACE + """
                         FROM metadef_namespace WHERE :all OR visibility = 'public' OR owner = :viewer
                        """)
                .bind("all", viewer == null)
                .bind("viewer", viewer == null ? "" : viewer)
                .mapTo(Namespace.class)
                .list());
    }

    public Optional<Namespace> namespace(Tx tx, String name) {
        return tx.query("SELECT " + NAMESPACE + " FROM metadef_namespace WHERE name = :name")
                .bind("name", name)
                .mapTo(Namespace.class)
                .findOne();
    }

    public void insert(Tx tx, Namespace namespace) {
        tx.update("INSERT INTO metadef_namespace (" + NAMESPACE + """
                ) VALUES (:name, :owner, :displayName, :description, :visibility, :undeletable, :createdAt, :updatedAt)
                """)
                .bindMethods(namespace)
                .execute();
    }

    /** Its definitions follow it to another name. */
    public void update(Tx tx, String old, Namespace namespace) {
        tx.update("""
                UPDATE metadef_namespace SET name = :name, owner = :owner, display_name = :displayName,
                    description = :description, visibility = :visibility, undeletable = :undeletable,
                    updated_at = :updatedAt
                WHERE name = :old
                """).bindMethods(namespace).bind("old", old).execute();
    }

    public void delete(Tx tx, String namespace) {
        tx.update("DELETE FROM metadef_namespace WHERE name = :name")
                .bind("name", namespace)
                .execute();
    }

    public List<Definition> definitions(Tx tx, String namespace) {
        return tx.query("SELECT " + DEFINITION
                        + " FROM metadef_definition WHERE namespace = :namespace ORDER BY kind, created_at, name")
                .bind("namespace", namespace)
                .mapTo(Definition.class)
                .list();
    }

    public List<Definition> definitions(Tx tx, String namespace, Kind kind) {
        return tx.query("SELECT " + DEFINITION + """
                         FROM metadef_definition WHERE namespace = :namespace AND kind = :kind ORDER BY created_at, name
                        """)
                .bind("namespace", namespace)
                .bind("kind", kind)
                .mapTo(Definition.class)
                .list();
    }

    /** All namespaces' of one kind. */
    public List<Definition> all(Kind kind) {
        return db.read(tx -> tx.query(
                        "SELECT " + DEFINITION + " FROM metadef_definition WHERE kind = :kind ORDER BY namespace, name")
                .bind("kind", kind)
                .mapTo(Definition.class)
                .list());
    }

    /** The types of resources that there are namespaces for. */
    public List<ResourceType> resourceTypes() {
        return db.read(tx -> tx.query("""
                        SELECT name, MIN(created_at) AS created_at, MAX(updated_at) AS updated_at
                        FROM metadef_definition WHERE kind = 'RESOURCE_TYPE' GROUP BY name ORDER BY name
                        """).mapTo(ResourceType.class).list());
    }

    public Optional<Definition> definition(Tx tx, String namespace, Kind kind, String name) {
        return tx.query("SELECT " + DEFINITION
                        + " FROM metadef_definition WHERE namespace = :namespace AND kind = :kind AND name = :name")
                .bind("namespace", namespace)
                .bind("kind", kind)
                .bind("name", name)
                .mapTo(Definition.class)
                .findOne();
    }

    public void insert(Tx tx, Definition definition) {
        tx.update("INSERT INTO metadef_definition (" + DEFINITION
                        + ") VALUES (:namespace, :kind, :name, :body, :createdAt, :updatedAt)")
                .bindMethods(definition)
                .execute();
    }

    public void update(Tx tx, String old, Definition definition) {
        tx.update("""
                UPDATE metadef_definition SET name = :name, body = :body, updated_at = :updatedAt
                WHERE namespace = :namespace AND kind = :kind AND name = :old
                """).bindMethods(definition).bind("old", old).execute();
    }

    public void delete(Tx tx, String namespace, Kind kind, String name) {
        tx.update("DELETE FROM metadef_definition WHERE namespace = :namespace AND kind = :kind AND name = :name")
                .bind("namespace", namespace)
                .bind("kind", kind)
                .bind("name", name)
                .execute();
    }

    public void deleteAll(Tx tx, String namespace, Kind kind) {
        tx.update("DELETE FROM metadef_definition WHERE namespace = :namespace AND kind = :kind")
                .bind("namespace", namespace)
                .bind("kind", kind)
                .execute();
    }
}
