package stratus.nova.compute.virt.fake;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Faults on demand: the next calls of an operation fail as told, before or after their effect.
 *
 * <p>Armed ones are kept in the data folder, so that they hold in the process that comes next, too.
 */
public final class FakeFaults {
    /** What can be told to fail. */
    public enum Operation {
        SPAWN,
        DESTROY,
        POWER_ON,
        POWER_OFF,
        REBOOT,
        PAUSE,
        UNPAUSE,
        SUSPEND,
        RESUME,
        RESIZE,
        REVERT_RESIZE,
        CONFIRM_RESIZE,
        CONSOLE_LOG,
        ATTACH_VOLUME,
        DETACH_VOLUME,
        EXTEND_VOLUME,
        ATTACH_INTERFACE,
        DETACH_INTERFACE,
        SNAPSHOT,
        RESCUE,
        UNRESCUE,
        SET_PASSWORD
    }

    /** When a call fails: instead of its effect, or having had it. */
    public enum Moment {
        BEFORE,
        AFTER
    }

    /** @param times how many more calls fail */
    record Armed(Operation operation, Moment moment, int times, String message) {
        Armed less() {
            return new Armed(operation, moment, times - 1, message);
        }
    }

    private record Saved(List<Armed> faults) {}

    private final JsonFile<Saved> file;
    private final Map<Operation, Armed> armed = new ConcurrentHashMap<>();

    FakeFaults(Path file) {
        this.file = new JsonFile<>(file, Saved.class);
        this.file.read().ifPresent(saved -> saved.faults().forEach(fault -> armed.put(fault.operation(), fault)));
    }

    /** The next {@code times} calls of {@code operation} throw an {@link IllegalStateException} with {@code message}. */
    public void arm(Operation operation, Moment moment, int times, String message) {
        armed.put(operation, new Armed(operation, moment, times, message));
        save();
    }

    /** Nothing fails any more. */
    public void clear() {
        armed.clear();
        save();
    }

    <T extends @Nullable Object> T around(Operation operation, Supplier<T> work) {
        var fault = take(operation);
        fault.filter(f -> f.moment() == Moment.BEFORE).ifPresent(FakeFaults::strike);
        T result = work.get();
        fault.ifPresent(FakeFaults::strike);
        return result;
    }

    private static void strike(Armed fault) {
        throw new IllegalStateException(fault.message());
    }

    private Optional<Armed> take(Operation operation) {
        if (!armed.containsKey(operation)) {
            return Optional.empty();
        }
        var taken = new Armed[1];
        armed.computeIfPresent(operation, (_, fault) -> {
            taken[0] = fault;
            return fault.times() > 1 ? fault.less() : null;
        });
        save();
        return Optional.ofNullable(taken[0]);
    }

    private synchronized void save() {
        file.write(new Saved(List.copyOf(armed.values())));
    }
}
