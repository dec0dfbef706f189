package stratus.glance.registry;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import stratus.glance.domain.PendingBits;
import stratus.glance.domain.PendingBits.Reason;
import stratus.oslo.db.Db;
import stratus.oslo.db.Leases;
import stratus.oslo.db.Tx;

/** SQL over {@code pending_bits}: each row is one process's to work on, as long as its lease runs. */
public final class PendingStore {
    private static final String COLUMNS = "id, image_id, reason, store, url";

    private final Db db;
    private final Leases leases;

    public PendingStore(Db db, InstantSource clock, Leases.Owner owner) {
        this.db = db.rows(PendingBits.class);
        this.leases = new Leases(db, clock, "pending_bits", owner);
    }

    /** When a lease ends that begins now; not for inside a write. */
    public Instant until() {
        return leases.until();
    }

    /** Before the first byte is there; the place is this process's. */
    public void insert(Tx tx, PendingBits place, Instant until) {
        tx.update("INSERT INTO pending_bits (" + COLUMNS + """
                        , owner, lease_until) VALUES (:id, :imageId, :reason, :store, :url, :owner, :until)
                        """)
                .bindMethods(place)
                .bind("owner", leases.owner())
                .bind("until", until)
                .execute();
    }

    public void insert(PendingBits place, Instant until) {
        db.run(tx -> insert(tx, place, until));
    }

    /** The place got an owner; false where it was given up before, here or by another process. */
    public boolean settle(Tx tx, PendingBits place) {
        return tx.update("DELETE FROM pending_bits WHERE id = :id AND owner = :owner AND reason = :reason")
                        .bindMethods(place)
                        .bind("owner", leases.owner())
                        .execute()
                == 1;
    }

    /** No image will own what is there; false where the place is not what it was any more. */
    public boolean giveUp(Tx tx, PendingBits place) {
        return tx.update(
                                "UPDATE pending_bits SET reason = 'REMOVAL' WHERE id = :id AND owner = :owner AND reason = :reason")
                        .bindMethods(place)
                        .bind("owner", leases.owner())
                        .execute()
                == 1;
    }

    /** What is there is whole, and waits for an import; false where the place is not what it was any more. */
    public boolean stage(Tx tx, PendingBits place) {
        return tx.update("""
                        UPDATE pending_bits SET reason = 'STAGED', owner = NULL
                        WHERE id = :id AND owner = :owner AND reason = :reason
                        """).bindMethods(place).bind("owner", leases.owner()).execute() == 1;
    }

    /** What waited is a task's; false where it does not wait any more. */
    public boolean take(Tx tx, PendingBits staged, String task, Instant until) {
        return tx.update("""
                        UPDATE pending_bits SET id = :task, reason = 'TASK', owner = :owner, lease_until = :until
                        WHERE id = :id AND reason = 'STAGED'
                        """)
                        .bind("id", staged.id())
                        .bind("task", task)
                        .bind("owner", leases.owner())
                        .bind("until", until)
                        .execute()
                == 1;
    }

    /** The image is no more: so nobody will own what was on its way to it. What nobody is at work on is given back. */
    public List<PendingBits> abandon(Tx tx, String image, Instant until) {
        var staged = tx.query("""
                        UPDATE pending_bits SET reason = 'REMOVAL', owner = :owner, lease_until = :until
                        WHERE image_id = :image AND reason = 'STAGED' RETURNING\s""" + COLUMNS)
                .bind("image", image)
                .bind("owner", leases.owner())
                .bind("until", until)
                .mapTo(PendingBits.class)
                .list();
        tx.update("UPDATE pending_bits SET reason = 'REMOVAL' WHERE image_id = :image AND reason <> 'REMOVAL'")
                .bind("image", image)
                .execute();
        return staged;
    }

    /** Those among places of this process whose images are no more: what is on its way there has to break off. */
    public List<String> abandoned(Collection<String> ids) {
        return db.read(tx -> tx.query(
                        "SELECT id FROM pending_bits WHERE owner = :owner AND reason = 'REMOVAL' AND id IN (<ids>)")
                .bind("owner", leases.owner())
                .bindList("ids", ids)
                .mapTo(String.class)
                .list());
    }

    /** The row as it is now; nothing where it is another process's. */
    public Optional<PendingBits> mine(Tx tx, String id) {
        return tx.query("SELECT " + COLUMNS + " FROM pending_bits WHERE id = :id AND owner = :owner")
                .bind("id", id)
                .bind("owner", leases.owner())
                .mapTo(PendingBits.class)
                .findOne();
    }

    /** What waits for its import. */
    public Optional<PendingBits> staged(String image) {
        return db.read(
                tx -> tx.query("SELECT " + COLUMNS + " FROM pending_bits WHERE image_id = :image AND reason = 'STAGED'")
                        .bind("image", image)
                        .mapTo(PendingBits.class)
                        .findOne());
    }

    /** Whether any process is at work on the task, or will clean up after it. */
    public boolean exists(Tx tx, String task) {
        return tx.query("SELECT count(*) FROM pending_bits WHERE id = :id AND reason = :reason")
                        .bind("id", task)
                        .bind("reason", Reason.TASK)
                        .mapTo(Long.class)
                        .one()
                > 0;
    }

    /**
     * Takes what its owner did not settle while its lease ran, and with {@code mine} what an earlier life of this process
     * left: all that images wait for, but bits to be removed only from these stores.
     */
    public List<PendingBits> takeOver(Collection<String> stores, boolean mine) {
        var reachable = new ArrayList<>(stores);
        reachable.add("");
        return leases.takeOver(PendingBits.class, COLUMNS, mine, """
                reason IN ('UPLOAD', 'STAGING', 'TASK')
                    OR (reason IN ('DELIVERY', 'REMOVAL') AND store IN (<stores>))""", query -> query.bindList("stores", reachable));
    }

    public void renew(Collection<String> ids) {
        leases.renew(ids);
    }

    /** The bits are gone. */
    public void remove(Collection<String> ids) {
        db.run(tx -> ids.forEach(id -> leases.remove(tx, id)));
    }
}
