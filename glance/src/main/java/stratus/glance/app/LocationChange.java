package stratus.glance.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Locations.Found;
import stratus.glance.domain.Bits;
import stratus.glance.domain.Image;
import stratus.glance.domain.Location;
import stratus.glance.domain.Validation;
import stratus.oslo.base.Fault;

/** A change of an image's locations, with all that has to be asked outside asked already. */
public record LocationChange(UnaryOperator<Image> change) {
    /** @param position negative for after the last */
    public static LocationChange add(Found found, int position, Validation said) {
        return new LocationChange(image -> {
            requireStatus(image, "add", List.of("active", "queued"));
            var fresh = news(image, said);
            if (image.locations().contains(found.location())) {
                throw duplicate(found.location());
            }
            var locations = new ArrayList<>(image.locations());
            locations.add(position < 0 ? locations.size() : Math.min(position, locations.size()), found.location());
            return settle(image.withLocations(locations), found.size(), fresh);
        });
    }

    /** @param found all that the image is to have; none of its own may be missing */
    public static LocationChange replace(List<Found> found, Validation said) {
        return new LocationChange(image -> {
            requireStatus(image, "replace", List.of("active", "queued"));
            var fresh = news(image, said);
            var wanted = found.stream().map(Found::location).toList();
            if (new HashSet<>(wanted).size() < wanted.size()) {
                throw duplicate(wanted.getFirst());
            }
            if (!image.locations().isEmpty() && !urls(wanted).equals(urls(image.locations()))) {
                throw new Fault.Invalid("Original locations is not empty: %s".formatted(urls(image.locations())));
            }
            return settle(image.withLocations(wanted), found.getFirst().size(), fresh);
        });
    }

    /** @param position negative for the last */
    public static LocationChange remove(int position) {
        return new LocationChange(image -> {
            requireStatus(image, "remove", List.of("active"));
            var locations = new ArrayList<>(image.locations());
            if (locations.size() == 1) {
                throw new Fault.Forbidden("Cannot remove last location in the image.", null);
            }
            int at = position < 0 ? locations.size() - 1 : position;
            if (at >= locations.size()) {
                throw new Fault.Invalid("Invalid position for removing a location.");
            }
            locations.remove(at);
            return image.withLocations(locations);
        });
    }

    public Image apply(Image image) {
        return change.apply(image);
    }

    private static List<String> urls(List<Location> locations) {
        return locations.stream().map(Location::url).sorted().toList();
    }

    private static Fault duplicate(Location location) {
        return new Fault.Invalid("The location %s already exists".formatted(location.url()));
    }

    private static void requireStatus(Image image, String what, List<String> statuses) {
        if (!statuses.contains(image.status())) {
            throw new Fault.Conflict(
                    "It's not allowed to %s locations if image status is %s.".formatted(what, image.status()));
        }
    }

    /** An image that waited for its bits has them. */
    static Image settle(Image image, long size, Validation fresh) {
        var data = image.size() == null || image.size() == 0 ? image.data().withSize(size) : image.data();
        if (!image.is("queued")) {
            return image.with(data);
        }
        image.metadata().formats().requireBoth();
        if (fresh.checksum() != null) {
            data = data.withChecksum(fresh.checksum());
        }
        if (fresh.hash() != null) {
            data = data.withHash(String.valueOf(fresh.algorithm()), fresh.hash());
        }
        return image.with(data).withStatus("active");
    }

    /** What is said and was not known; refuses what contradicts what is known, or cannot be. */
    private static Validation news(Image image, Validation said) {
        var known = image.data();
        var checksum = isNew("checksum", said.checksum(), known.checksum());
        boolean hash = isNew("os_hash_value", said.hash(), known.osHashValue())
                | isNew("os_hash_algo", said.algorithm(), known.osHashAlgo());
        if (!checksum && !hash) {
            return Validation.none();
        }
        if (!image.is("queued")) {
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
