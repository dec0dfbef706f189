package stratus.glance.formats;

import java.util.HexFormat;

/**
 * Microsoft's newer format: a table of regions at 192 KiB names where a table of metadata is, and that one where the
 * size of the disk is.
 */
final class Vhdx extends Inspector {
    private static final byte[] METADATA = HexFormat.of().parseHex("06a27c8b90479a4bb8fe575f050f886e");
    private static final byte[] DISK_SIZE = HexFormat.of().parseHex("2442a52f1bcd7648b2115dbed83bf4b8");
    private static final int ENTRY = 32;
    private static final int MOST = 2047;
    private static final int TABLE = 64 * 1024;

    private final Region identity = region(0, 32);
    private final Region regions = region(192 * 1024, TABLE);
    private Region metadata = new Region(-1, 1);
    private Region size = new Region(-1, 1);

    Vhdx() {
        super("vhdx");
    }

    @Override
    boolean matches() {
        return identity.starts("vhdxfile");
    }

    @Override
    boolean advance(boolean end) throws FormatException {
        if (!regions.complete()) {
            return false;
        }
        if (metadata.at() < 0) {
            metadata = metadata();
            return metadata.at() >= 0;
        }
        if (size.at() < 0) {
            size = size();
            return size.at() >= 0;
        }
        return false;
    }

    private Region metadata() throws FormatException {
        var bytes = regions.bytes();
        long count = bytes.little(8, 4);
        if (!bytes.shows(0, "regi") || count > MOST) {
            throw FormatException.unreadable();
        }
        for (int i = 0; i < count; i++) {
            var entry = bytes.rest(16 + i * ENTRY);
            if (entry.shows(0, METADATA)) {
                long at = entry.little(16, 8);
                return ahead(256 * 1024, at < 0 ? Long.MAX_VALUE : at, TABLE);
            }
        }
        return metadata;
    }

    private Region size() throws FormatException {
        if (!metadata.complete()) {
            return size;
        }
        var bytes = metadata.bytes();
        long count = bytes.little(10, 2);
        if (!bytes.shows(0, "metadata") || count > MOST) {
            throw FormatException.unreadable();
        }
        for (int i = 0; i < count; i++) {
            var entry = bytes.rest(ENTRY + i * ENTRY);
            if (entry.shows(0, DISK_SIZE)) {
                return ahead(metadata.at() + TABLE, metadata.at() + entry.little(16, 4), entry.little(20, 4));
            }
        }
        return size;
    }

    /** What is behind has passed: such a region never comes to be complete. */
    private Region ahead(long passed, long at, long length) {
        return region(at < passed ? Long.MAX_VALUE : at, (int) Math.min(length, TABLE));
    }

    @Override
    long virtualSize() throws FormatException {
        if (size.at() < 0 || !size.complete()) {
            return 0;
        }
        if (size.bytes().length() != 8) {
            throw FormatException.unreadable();
        }
        return size.bytes().little(0, 8);
    }
}
