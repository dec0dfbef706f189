package stratus.placement.store;

import java.util.Collection;
import java.util.List;
import stratus.oslo.db.Db;
import stratus.placement.domain.Demand;
import stratus.placement.domain.Provider;

/** The three questions behind allocation candidates, each one query however many providers there are. */
public final class CandidateStore {
    private final Db db;

    public CandidateStore(Db db) {
        this.db = db.rows(Fit.class, Room.class, Trait.class, Provider.class);
    }

    /** A provider that has room for what is wanted of one class. */
    public record Fit(String uuid, String rootUuid, String resourceClass) {}

    /** How full a provider is. */
    public record Room(
            String uuid, String resourceClass, long total, long reserved, double allocationRatio, long used) {}

    /** A provider's trait. */
    public record Trait(String uuid, String name) {}

    public List<Fit> fits(Demand demand) {
        var search = new Search(demand).inTree().traitsInTree().aggregates().anyResource();
        return db.read(tx -> search.bind(tx.query("""
                        SELECT p.uuid, p.root_uuid, i.resource_class
                        FROM resource_provider p JOIN inventory i ON i.provider_uuid = p.uuid
                        WHERE %s ORDER BY p.created_at, p.uuid""".formatted(search.where())))
                .mapTo(Fit.class)
                .list());
    }

    public List<Provider> providers(Collection<String> roots) {
        return list(
                roots,
                Provider.class,
                "SELECT " + ProviderStore.COLUMNS
                        + " FROM resource_provider p WHERE p.root_uuid IN (<roots>) ORDER BY p.created_at, p.uuid");
    }

    public List<Room> rooms(Collection<String> roots) {
        return list(roots, Room.class, """
                SELECT p.uuid, i.resource_class, i.total, i.reserved, i.allocation_ratio, %s AS used
                FROM resource_provider p JOIN inventory i ON i.provider_uuid = p.uuid
                WHERE p.root_uuid IN (<roots>) ORDER BY i.resource_class""".formatted(Search.USED));
    }

    public List<Trait> traits(Collection<String> roots) {
        return list(roots, Trait.class, """
                SELECT p.uuid, t.name FROM resource_provider p JOIN provider_trait t ON t.provider_uuid = p.uuid
                WHERE p.root_uuid IN (<roots>) ORDER BY t.name""");
    }

    private <T> List<T> list(Collection<String> roots, Class<T> type, String sql) {
        return roots.isEmpty()
                ? List.of()
                : db.read(tx -> tx.query(sql)
                        .bindList("roots", List.copyOf(roots))
                        .mapTo(type)
                        .list());
    }
}
