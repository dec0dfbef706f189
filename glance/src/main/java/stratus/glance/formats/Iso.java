package stratus.glance.formats;

/** Optical disks: ISO 9660 and UDF, whose first descriptor is after 32 KiB. */
final class Iso extends Inspector {
    private static final int PRIMARY = 1;

    private final Region descriptor = region(32 * 1024, 2048);

    Iso() {
        super("iso");
    }

    @Override
    boolean matches() {
        var bytes = descriptor.bytes();
        return complete() && (bytes.shows(1, "CD001") || bytes.shows(1, "NSR02") || bytes.shows(1, "NSR03"));
    }

    @Override
    long virtualSize() {
        var bytes = descriptor.bytes();
        return bytes.u8(0) == PRIMARY ? bytes.little(80, 4) * bytes.little(128, 2) : 0;
    }
}
