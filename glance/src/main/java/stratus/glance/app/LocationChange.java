package stratus.glance.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Locations.Found;
import stratus.glance.domain.Bits;
import stratus.glance.domain.Location;
import stratus.glance.domain.Validation;
import stratus.glance.registry.Edit;
import stratus.oslo.base.Fault;

/** A change of an image's locations, with all that has to be asked outside asked already. */
public record LocationChange(Consumer<Edit> change) {
    /** @param position negative for after the last */
    public static LocationChange add(Found found, int position, Validation said) {
        return new LocationChange(edit -> {
            requireStatus(edit, "add", List.of("active", "queued"));
            var fresh = news(edit, said);
            if (edit.locations.contains(found.location())) {
                throw duplicate(found.location());
            }
            int at = position < 0 ? edit.locations.size() : Math.min(position, edit.locations.size());
            edit.locations = new ArrayList<>(edit.locations);
            edit.locations.add(at, found.location());
            settle(edit, found.size(), fresh);
        });
    }

    public static LocationChange replace(List<Found> found, Validation said) {
        return new LocationChange(edit -> {
            requireStatus(edit, "replace", List.of("active", "queued"));
            var fresh = news(edit, said);
            var wanted = found.stream().map(Found::location).toList();
            if (new HashSet<>(wanted).size() < wanted.size()) {
                throw duplicate(wanted.getFirst());
            }
            if (!edit.locations.isEmpty() && !urls(wanted).equals(urls(edit.locations))) {
                throw new Fault.Invalid("Original locations is not empty: %s".formatted(urls(edit.locations)));
            }
            edit.locations = new ArrayList<>(wanted);
            settle(edit, found.getFirst().size(), fresh);
        });
    }

    public static LocationChange remove(int position) {
        return new LocationChange(edit -> {
            requireStatus(edit, "remove", List.of("active"));
            if (edit.locations.size() == 1) {
                throw new Fault.Forbidden("Cannot remove last location in the image.", null);
            }
            int at = position < 0 ? edit.locations.size() - 1 : position;
            if (at >= edit.locations.size()) {
                throw new Fault.Invalid("Invalid position for removing a location.");
            }
            edit.locations = new ArrayList<>(edit.locations);
            edit.locations.remove(at);
        });
    }

    public void apply(Edit edit) {
        change.accept(edit);
    }

    private static List<String> urls(List<Location> locations) {
        return locations.stream().map(Location::url).sorted().toList();
    }

    private static Fault duplicate(Location location) {
        return new Fault.Invalid("The location %s already exists".formatted(location.url()));
    }

    private static void requireStatus(Edit edit, String what, List<String> statuses) {
        if (!statuses.contains(edit.status)) {
            throw new Fault.Conflict(
                    "It's not allowed to %s locations if image status is %s.".formatted(what, edit.status));
        }
    }

    /** An image that waited for its bits has them. */
    static void settle(Edit edit, long size, Validation fresh) {
        if (edit.size == null || edit.size == 0) {
            edit.size = size;
        }
        if (!edit.status.equals("queued")) {
            return;
        }
        Edit.requireFormats(edit.diskFormat, edit.containerFormat);
        if (fresh.checksum() != null) {
            edit.checksum = fresh.checksum();
        }
        if (fresh.hash() != null) {
            edit.osHashAlgo = fresh.algorithm();
            edit.osHashValue = fresh.hash();
        }
        edit.status = "active";
    }

    /** What is said and was not known; refuses what contradicts what is known, or cannot be. */
    private static Validation news(Edit edit, Validation said) {
        var checksum = isNew("checksum", said.checksum(), edit.checksum);
        boolean hash = isNew("os_hash_value", said.hash(), edit.osHashValue)
                | isNew("os_hash_algo", said.algorithm(), edit.osHashAlgo);
        if (!checksum && !hash) {
            return Validation.none();
        }
        if (!edit.status.equals("queued")) {
            throw new Fault.Conflict("New value(s) for %s may only be provided when image status is 'queued'"
                    .formatted(checksum ? "checksum" : "os_hash_algo, os_hash_value"));
        }
        requireHex("checksum", said.checksum(), 16, "md5");
        if (!Bits.ALGORITHM.equals(said.algorithm())) {
            throw new Fault.Conflict("os_hash_algo must be %s, not %s".formatted(Bits.ALGORITHM, said.algorithm()));
        }
        requireHex("os_hash_value", said.hash(), Validation.bytes(Bits.ALGORITHM), Bits.ALGORITHM);
        return said;
    }

    private static boolean isNew(String name, @Nullable String said, @Nullable String known) {
        if (said == null || said.equals(known)) {
            return false;
        }
        if (known != null) {
            throw new Fault.Conflict("%s is already set with a different value".formatted(name));
        }
        return true;
    }

    private static void requireHex(String name, @Nullable String hex, int bytes, String algorithm) {
        int length = hex == null ? bytes : Validation.length(hex);
        if (length < 0) {
            throw new Fault.Conflict("%s (%s) is not a valid hexadecimal value".formatted(name, hex));
        }
        if (length != bytes) {
            throw new Fault.Conflict("%s (%s) is not the correct size for %s (should be %d bytes)"
                    .formatted(name, hex, algorithm, bytes));
        }
    }
}
