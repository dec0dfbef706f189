package stratus.glance.formats;

import java.util.ArrayList;
import java.util.List;

/** QEMU's own format: numbers are big-endian, and a header may name files beside it. */
final class Qcow2 extends Inspector {
    private static final int FEATURES = 0x48;
    /** Dirty, corrupt, data file, compression: those that are understood. */
    private static final long KNOWN = 0x0f;

    private static final long DATA_FILE = 0x04;

    private final Region header = region(0, 512);

    Qcow2() {
        super("qcow2");
    }

    @Override
    boolean matches() {
        return header.complete() && header.starts("QFI\u00fb");
    }

    @Override
    long virtualSize() {
        return header.bytes().big(24, 8);
    }

    @Override
    List<String> failures() {
        var failed = new ArrayList<String>();
        var bytes = header.bytes();
        long features = bytes.big(FEATURES, 8);
        long version = bytes.big(4, 4);
        if (bytes.big(8, 8) != 0) {
            failed.add("backing_file");
        }
        if ((features & DATA_FILE) != 0) {
            failed.add("data_file");
        }
        if (version != 2 && (version != 3 || (features & ~KNOWN) != 0)) {
            failed.add("unknown_features");
        }
        return failed;
    }
}
