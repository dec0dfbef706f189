package stratus.nova.compute.virt.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ServerId;

/** The fake guests of one host: in memory to be fast, in a file each to outlive the process. */
final class FakeGuests {
    private final Path folder;
    private final Map<ServerId, FakeGuest> guests = new ConcurrentHashMap<>();

    FakeGuests(Path folder) {
        this.folder = folder;
        try (var files = Files.list(Files.createDirectories(folder))) {
            files.filter(file -> file.toString().endsWith(".json"))
                    .flatMap(file -> new JsonFile<>(file, FakeGuest.class).read().stream())
                    .forEach(guest -> guests.put(guest.server(), guest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<ServerId> ids() {
        return Set.copyOf(guests.keySet());
    }

    List<FakeGuest> all() {
        return List.copyOf(guests.values());
    }

    Optional<FakeGuest> find(ServerId server) {
        return Optional.ofNullable(guests.get(server));
    }

    /** Puts in the guest's place what {@code change} makes of it; null, before and after, is no guest. */
    @Nullable FakeGuest change(ServerId server, UnaryOperator<@Nullable FakeGuest> change) {
        return guests.compute(server, (_, before) -> {
            var after = change.apply(before);
            if (after == null) {
                file(server).delete();
            } else if (!after.equals(before)) {
                file(server).write(after);
            }
            return after;
        });
    }

    private JsonFile<FakeGuest> file(ServerId server) {
        return new JsonFile<>(folder.resolve(server.text() + ".json"), FakeGuest.class);
    }
}
