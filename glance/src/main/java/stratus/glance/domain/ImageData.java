package stratus.glance.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the bytes of an image, and where they are; null for what is not known.
 *
 * @param size in bytes
 * @param virtualSize of the disk that the bytes are the image of, in bytes
 * @param checksum MD5, in hexadecimal
 * @param osHashAlgo by the Image API's name, such as {@code sha512}
 * @param osHashValue in hexadecimal
 * @param locations of each copy; empty until there is one
 */
public record ImageData(
        @Nullable Long size,
        @Nullable Long virtualSize,
        @Nullable String checksum,
        @Nullable String osHashAlgo,
        @Nullable String osHashValue,
        List<Location> locations) {
    public static final ImageData NONE = new ImageData(null, null, null, null, null, List.of());

    public ImageData {
        locations = List.copyOf(locations);
    }

    /** With what the bytes turned out to be; those of a container say nothing of the disk in it. */
    public ImageData found(Bits bits) {
        var disk = bits.virtualSize() == null ? virtualSize : bits.virtualSize();
        return new ImageData(bits.size(), disk, bits.md5(), Bits.ALGORITHM, bits.sha512(), locations);
    }

    public ImageData withSize(@Nullable Long size) {
        return new ImageData(size, virtualSize, checksum, osHashAlgo, osHashValue, locations);
    }

    public ImageData withVirtualSize(@Nullable Long virtualSize) {
        return new ImageData(size, virtualSize, checksum, osHashAlgo, osHashValue, locations);
    }

    public ImageData withChecksum(String checksum) {
        return new ImageData(size, virtualSize, checksum, osHashAlgo, osHashValue, locations);
    }

    public ImageData withHash(String algorithm, String value) {
        return new ImageData(size, virtualSize, checksum, algorithm, value, locations);
    }

    public ImageData withLocations(List<Location> locations) {
        return new ImageData(size, virtualSize, checksum, osHashAlgo, osHashValue, locations);
    }
}
