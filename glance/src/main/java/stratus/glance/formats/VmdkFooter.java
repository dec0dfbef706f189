package stratus.glance.formats;

/** The last bytes of a streamed VMDK: a marker, a second header and the end's own marker. */
final class VmdkFooter {
    private static final int SECTOR = 512;
    private static final int MARKED = 3;

    private final byte[] last = new byte[3 * SECTOR];
    private int count;

    void pass(byte[] chunk, int from, int size) {
        int n = Math.min(size, last.length);
        int keep = Math.min(count, last.length - n);
        System.arraycopy(last, count - keep, last, 0, keep);
        System.arraycopy(chunk, from + size - n, last, keep, n);
        count = keep + n;
    }

    boolean complete() {
        return count == last.length;
    }

    /** Whether it says what the header said, and is what closes such a file. */
    boolean agrees(Bytes header) {
        var bytes = new Bytes(last, 0, count);
        var second = bytes.rest(SECTOR);
        boolean same = second.little(0, 8) == header.little(0, 8) // magic and version
                && second.little(28, 8) == header.little(28, 8)
                && second.little(36, 8) == header.little(36, 8)
                && second.little(56, 8) != -1;
        var end = bytes.rest(2 * SECTOR);
        return complete()
                && same
                && bytes.little(8, 4) == 0
                && bytes.little(12, 4) == MARKED
                && bytes.zero(16, SECTOR - 16)
                && end.zero(0, SECTOR);
    }
}
