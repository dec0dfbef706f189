package stratus.keystone.app;

import java.util.UUID;
import stratus.keystone.domain.LimitModel;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Ids.DomainId;

/** Makes what a blueprint says true, all of it or nothing. Doing it again changes nothing. */
public final class Import {
    private final Stores stores;
    private final Changes changes;
    private final LimitModel limits;

    public Import(Changes changes, LimitModel limits) {
        this.stores = changes.stores();
        this.changes = changes;
        this.limits = limits;
    }

    /**
     * How to go about it.
     *
     * @param update change what differs, where that is a conflict otherwise
     * @param ignoreIds what is there by name keeps its id, whatever the file says
     * @param dryRun leave it all as it was
     */
    public record Mode(boolean update, boolean ignoreIds, boolean dryRun) {}

    /** How many things there were, each with its endpoints, members and so on. */
    public record Outcome(int created, int updated, int unchanged) {}

    private static final class Rehearsed extends RuntimeException {
        private final Outcome outcome;

        Rehearsed(Outcome outcome) {
            super(null, null, false, false);
            this.outcome = outcome;
        }
    }

    public Outcome run(String yaml, Mode mode) {
        var blueprint = BlueprintFile.read(yaml);
        var operator = operator();
        try {
            var outcome = stores.db().write(tx -> {
                var settlement = new Settlement(tx, changes.log(), operator, mode);
                new ImportedCatalog(stores, settlement).settle(blueprint);
                new ImportedIdentities(stores, changes.revocations(), settlement, limits.levels()).settle(blueprint);
                new ImportedLimits(stores, settlement).settle(blueprint);
                var done = settlement.end();
                if (mode.dryRun()) {
                    throw new Rehearsed(done);
                }
                return done;
            });
            changes.revocations().announce();
            return outcome;
        } catch (Rehearsed rehearsed) {
            return rehearsed.outcome;
        }
    }

    /** Who changes things from a shell, as the change log names it. */
    static Caller operator() {
        return Caller.untokened(
                "req-" + UUID.randomUUID(),
                new Caller.Named("operator", "operator", new DomainId("default"), "Default"));
    }
}
