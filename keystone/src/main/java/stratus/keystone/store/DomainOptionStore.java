package stratus.keystone.store;

import java.util.List;
import stratus.keystone.domain.DomainOption;
import stratus.oslo.db.Db;
import stratus.oslo.db.Tx;

/** SQL over {@code domain_option}. */
public final class DomainOptionStore {
    public DomainOptionStore(Db db) {
        db.rows(DomainOption.class);
    }

    public void put(Tx tx, DomainOption option) {
        tx.update("""
                INSERT INTO domain_option (domain_id, option_group, name, value)
                VALUES (:domainId, :optionGroup, :name, :value)
                ON CONFLICT (domain_id, option_group, name) DO UPDATE SET value = :value
                """).bindMethods(option).execute();
    }

    public void delete(Tx tx, DomainOption option) {
        tx.update("""
                DELETE FROM domain_option
                WHERE domain_id = :domainId AND option_group = :optionGroup AND name = :name
                """).bindMethods(option).execute();
    }

    public List<DomainOption> list(Tx tx, String domainId) {
        return tx.query("""
                        SELECT domain_id, option_group, name, value FROM domain_option
                        WHERE domain_id = :id ORDER BY option_group, name
                        """).bind("id", domainId).mapTo(DomainOption.class).list();
    }
}
