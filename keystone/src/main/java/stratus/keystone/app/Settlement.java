package stratus.keystone.app;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids;
import stratus.oslo.db.ChangeLog;
import stratus.oslo.db.ChangeLog.Operation;
import stratus.oslo.db.Tx;

/** One import's transaction: what is not there is made, what differs is changed or objected to, nothing is removed. */
final class Settlement {
    private static final int SHOWN = 20;

    final Tx tx;
    private final ChangeLog log;
    private final Caller caller;
    private final Import.Mode mode;
    private final List<String> conflicts = new ArrayList<>();
    private int created;
    private int updated;
    private int unchanged;

    Settlement(Tx tx, ChangeLog log, Caller caller, Import.Mode mode) {
        this.tx = tx;
        this.log = log;
        this.caller = caller;
        this.mode = mode;
    }

    /**
     * A thing of the file, and how to write it.
     *
     * @param what for people
     * @param there finds it by its name
     */
    record Thing<T extends Record>(
            String kind, String id, String what, Supplier<Optional<T>> there, Consumer<T> insert, Consumer<T> update) {}

    /** Makes {@code wanted} true. */
    <T extends Record> void settle(Thing<T> thing, T wanted) {
        var there = thing.there().get().orElse(null);
        if (wanted.equals(there)) {
            unchanged++;
        } else if (there == null) {
            thing.insert().accept(wanted);
            created++;
            log.append(tx, caller, Operation.CREATED, thing.kind(), thing.id(), null, wanted);
        } else if (mode.update()) {
            thing.update().accept(wanted);
            updated++;
            log.append(tx, caller, Operation.UPDATED, thing.kind(), thing.id(), null, wanted);
            var now = thing.there().get().orElse(there);
            if (!wanted.equals(now)) {
                object("%s: %s cannot be changed".formatted(thing.what(), differences(now, wanted)));
            }
        } else {
            object("%s is there and differs in %s".formatted(thing.what(), differences(there, wanted)));
        }
    }

    /** Something that is there or not, with nothing to it that could differ. */
    void ensure(boolean there, String kind, String id, Runnable insert) {
        if (there) {
            unchanged++;
        } else {
            insert.run();
            created++;
            log.append(tx, caller, Operation.CREATED, kind, id, null, null);
        }
    }

    private static String differences(Record there, Record wanted) {
        return Arrays.stream(there.getClass().getRecordComponents())
                .filter(c -> !Objects.equals(value(c, there), value(c, wanted)))
                .map(c -> c.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private static @Nullable Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The id of what is there; else the file's, if it is nobody's; else a new one. */
    String id(String what, @Nullable String ofFile, @Nullable String there, Predicate<String> taken) {
        var asked = mode.ignoreIds() && (there != null || ofFile == null || taken.test(ofFile)) ? null : ofFile;
        if (there != null) {
            if (asked != null && !asked.equals(there)) {
                object("%s is there with the id %s; the file says %s".formatted(what, there, asked));
            }
            return there;
        }
        if (asked != null && taken.test(asked)) {
            object("%s is to have the id %s, which is another's".formatted(what, asked));
            return Ids.hex();
        }
        return asked == null ? Ids.hex() : asked;
    }

    boolean updates() {
        return mode.update();
    }

    void changedBesides() {
        updated++;
    }

    void object(String conflict) {
        conflicts.add(conflict);
    }

    /** What the file refers to; where it is not there, an objection, and empty. */
    <T> Optional<T> found(Optional<T> found, String what, String by) {
        if (found.isEmpty()) {
            object("%s: there is no %s".formatted(by, what));
        }
        return found;
    }

    /** Refuses everything where there is anything to object to. */
    Import.Outcome end() {
        if (!conflicts.isEmpty()) {
            var shown = conflicts.stream().limit(SHOWN).map(c -> "\n  " + c).collect(Collectors.joining());
            var more = conflicts.size() > SHOWN ? "\n  and %d more".formatted(conflicts.size() - SHOWN) : "";
            throw new Fault.Conflict(
                    "Nothing was imported. %d conflict(s):%s%s".formatted(conflicts.size(), shown, more));
        }
        return new Import.Outcome(created, updated, unchanged);
    }
}
