package stratus.glance.formats;

import java.util.ArrayList;
import java.util.List;

/** A disk with partitions, by the old table that the new one has before it too. */
final class Gpt extends Inspector {
    private static final int TABLE = 446;
    private static final int PROTECTIVE = 0xee;

    private final Region sector = region(0, 512);

    Gpt() {
        super("gpt");
    }

    @Override
    boolean matches() {
        var bytes = sector.bytes();
        return sector.complete() && bytes.little(510, 2) == 0xaa55 && !fat(bytes);
    }

    /** A file system begins almost alike: two tables, on a fixed disk. */
    private static boolean fat(Bytes bytes) {
        return bytes.u8(0x10) == 2 && bytes.u8(0x15) == 0xf8;
    }

    @Override
    List<String> failures() {
        var used = new ArrayList<Integer>();
        boolean fine = true;
        boolean gpt = false;
        for (int i = 0; i < 4; i++) {
            var entry = sector.bytes().rest(TABLE + 16 * i);
            fine &= (entry.u8(0) & 0x7f) == 0;
            if (entry.u8(4) != 0) {
                used.add(i);
            }
            if (entry.u8(4) == PROTECTIVE) {
                gpt = true;
                fine &= entry.little(1, 3) == 0x000200 && entry.little(8, 4) == 1;
            }
        }
        fine &= !used.isEmpty() && (!gpt || used.equals(List.of(0)));
        return fine ? List.of() : List.of("mbr");
    }
}
