package stratus.glance.formats;

import java.util.ArrayList;
import java.util.List;

/**
 * Looks for one format in a stream, keeping no more of it than that takes.
 *
 * <p>One that finds a header it cannot follow stops to look; what it saw so far goes on to count.
 */
abstract class Inspector {
    private final String name;
    private final List<Region> regions = new ArrayList<>();
    private final List<Region> fresh = new ArrayList<>();
    private long total;
    private boolean lost;

    Inspector(String name) {
        this.name = name;
    }

    /** The name of the format, as {@code disk_format} has it. */
    final String name() {
        return name;
    }

    final Region region(long at, int length) {
        var region = new Region(at, length);
        regions.add(region);
        fresh.add(region);
        return region;
    }

    final void drop(Region region) {
        regions.remove(region);
    }

    final void eat(byte[] chunk, int from, int size) {
        if (!lost) {
            fresh.clear();
            regions.forEach(r -> r.pass(total, chunk, from, size));
            follow(chunk, from, size);
            passing(chunk, from, size);
        }
        total += size;
    }

    /** What a header points at may begin in the same chunk. */
    private void follow(byte[] chunk, int from, int size) {
        try {
            while (advance(false)) {
                fresh.forEach(r -> r.pass(total, chunk, from, size));
                fresh.clear();
            }
        } catch (FormatException e) {
            lost = true;
        }
    }

    final void finish() {
        try {
            if (!lost) {
                advance(true);
            }
        } catch (FormatException e) {
            lost = true;
        }
    }

    /**
     * Goes on with what there is by now; true if it asks for a further region.
     *
     * @param end whether the stream is over
     */
    boolean advance(boolean end) throws FormatException {
        return false;
    }

    /** For what counts from the end. */
    void passing(byte[] chunk, int from, int size) {}

    /** Whether this is the format of what passed. */
    abstract boolean matches();

    /** Whether all was there that has to be looked at. */
    boolean complete() {
        return regions.stream().allMatch(Region::complete);
    }

    /** The size of the disk inside; 0 where nothing tells. */
    long virtualSize() throws FormatException {
        return 0;
    }

    /** Names of the checks that it did not pass: it reaches outside itself, or is more than can be understood. */
    List<String> failures() {
        return List.of();
    }

    /** How much of the stream it holds. */
    final int held() {
        return regions.stream().mapToInt(r -> r.bytes().all().length).sum();
    }

    /** How many bytes passed. */
    final long total() {
        return total;
    }

    /** Whether what was found could not be followed. */
    final boolean lost() {
        return lost;
    }
}
