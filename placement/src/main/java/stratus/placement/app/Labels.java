package stratus.placement.app;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Db;
import stratus.placement.domain.Kind;
import stratus.placement.domain.Label;
import stratus.placement.domain.Provider;
import stratus.placement.store.LabelStore;

/** What is pinned to a provider: its traits and the aggregates it belongs to. */
public final class Labels {
    private final Db db;
    private final Providers providers;
    private final LabelStore store;
    private final Vocabulary vocabulary;
    private final ChangeLog log;

    public Labels(Db db, Providers providers, LabelStore store, Vocabulary vocabulary, ChangeLog log) {
        this.db = db;
        this.providers = providers;
        this.store = store;
        this.vocabulary = vocabulary;
        this.log = log;
    }

    /** A provider's labels of one kind. */
    public record Labelled(Provider provider, List<String> names) {}

    public Labelled list(Label label, String provider) {
        return new Labelled(providers.get(provider), store.list(label, provider));
    }

    /** Exactly these from now on; a null generation is not checked. */
    public Labelled replace(
            Caller caller, Label label, String provider, @Nullable Long generation, Collection<String> names) {
        var wanted = new LinkedHashSet<>(names);
        return db.write(tx -> {
            var advanced = providers.advance(tx, provider, generation);
            if (label == Label.TRAIT) {
                vocabulary.require(tx, Kind.TRAIT, wanted);
            }
            store.replace(tx, label, provider, wanted);
            var after = new Labelled(advanced, wanted.stream().sorted().toList());
            log.append(tx, caller, Operation.UPDATED, label.name().toLowerCase(Locale.ROOT), provider, null, after);
            return after;
        });
    }
}
