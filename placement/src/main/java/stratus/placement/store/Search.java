package stratus.placement.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.Query;
import stratus.placement.domain.Demand;

/** A demand as conditions on {@code resource_provider p}. */
final class Search {
    /** How much of the inventory {@code i} is in use. */
    static final String USED = """
            COALESCE((SELECT SUM(a.used) FROM allocation a
                      WHERE a.provider_uuid = i.provider_uuid AND a.resource_class = i.resource_class), 0)""";

    private final Demand demand;
    private final List<String> clauses = new ArrayList<>(List.of("1 = 1"));
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, List<String>> lists = new HashMap<>();

    Search(Demand demand) {
        this.demand = demand;
    }

    Search and(String clause) {
        clauses.add(clause);
        return this;
    }

    Search and(String clause, String name, Object value) {
        values.put(name, value);
        return and(clause);
    }

    Search inTree() {
        return demand.inTree() == null
                ? this
                : and(
                        "p.root_uuid = (SELECT t.root_uuid FROM resource_provider t WHERE t.uuid = :tree)",
                        "tree",
                        demand.inTree());
    }

    /** The provider itself has the traits. */
    Search traits() {
        for (var any : demand.required()) {
            and("EXISTS (SELECT 1 FROM provider_trait t WHERE t.provider_uuid = p.uuid AND t.name IN (<%s>))"
                    .formatted(list(any)));
        }
        return noForbidden();
    }

    /** Somebody in the provider's tree has the traits. */
    Search traitsInTree() {
        for (var any : demand.required()) {
            and("""
                    EXISTS (SELECT 1 FROM provider_trait t JOIN resource_provider r ON r.uuid = t.provider_uuid
                            WHERE r.root_uuid = p.root_uuid AND t.name IN (<%s>))""".formatted(list(any)));
        }
        return noForbidden();
    }

    private Search noForbidden() {
        return demand.forbidden().isEmpty()
                ? this
                : and("NOT EXISTS (SELECT 1 FROM provider_trait t WHERE t.provider_uuid = p.uuid AND t.name IN (<%s>))"
                        .formatted(list(demand.forbidden())));
    }

    /** The provider, or its root, is in the aggregates. */
    Search aggregates() {
        for (var any : demand.memberOf()) {
            and("""
                    EXISTS (SELECT 1 FROM provider_aggregate g
                            WHERE g.provider_uuid IN (p.uuid, p.root_uuid) AND g.name IN (<%s>))""".formatted(list(any)));
        }
        return demand.notMemberOf().isEmpty() ? this : and("""
                NOT EXISTS (SELECT 1 FROM provider_aggregate g
                            WHERE g.provider_uuid IN (p.uuid, p.root_uuid) AND g.name IN (<%s>))""".formatted(list(demand.notMemberOf())));
    }

    /** The provider itself has room for every class. */
    Search resources() {
        demand.resources()
                .forEach(
                        (name, amount) -> and("EXISTS (SELECT 1 FROM inventory i WHERE i.provider_uuid = p.uuid AND %s)"
                                .formatted(fits(name, amount))));
        return this;
    }

    /** The inventory {@code i} is of one of the classes and has room for it. */
    Search anyResource() {
        var any = new ArrayList<String>();
        demand.resources().forEach((name, amount) -> any.add("(" + fits(name, amount) + ")"));
        return and("(" + String.join(" OR ", any) + ")");
    }

    private String fits(String resourceClass, long amount) {
        int n = values.size();
        values.put("class" + n, resourceClass);
        values.put("amount" + n, amount);
        return """
                i.resource_class = :class%1$d AND i.min_unit <= :amount%1$d AND i.max_unit >= :amount%1$d
                AND :amount%1$d %% i.step_size = 0
                AND (i.total - i.reserved) * i.allocation_ratio >= %2$s + :amount%1$d""".formatted(n, USED);
    }

    private String list(List<String> names) {
        var name = "list" + lists.size();
        lists.put(name, names);
        return name;
    }

    String where() {
        return String.join(" AND ", clauses);
    }

    Query bind(Query query) {
        query.bindMap(values);
        lists.forEach(query::bindList);
        return query;
    }
}
