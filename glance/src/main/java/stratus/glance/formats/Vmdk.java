package stratus.glance.formats;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** VMware's format: a header with a descriptor inside, or a descriptor alone, that may name files anywhere. */
final class Vmdk extends Inspector {
    private static final String MAGIC = "KDMV";
    /** The least that a header has. */
    private static final int LEAST = 64;

    private static final int SECTOR = 512;
    private static final int LONGEST = (1 << 20) - 1;
    /** In place of where the tables are: a footer tells. */
    private static final long AT_END = -1;

    private final Region header = region(0, SECTOR);
    private final Region text = region(0, LONGEST);
    private final VmdkFooter footer = new VmdkFooter();
    private @Nullable Region inner;
    private @Nullable VmdkDescriptor descriptor;
    private boolean known;

    Vmdk() {
        super("vmdk");
    }

    @Override
    boolean advance(boolean end) throws FormatException {
        var bytes = header.bytes();
        if (known || bytes.length() < (end ? LEAST : SECTOR)) {
            return end && parse();
        }
        known = true;
        if (!bytes.shows(0, MAGIC)) {
            if (!textual(bytes)) {
                drop(text);
                throw FormatException.unreadable();
            }
            return end && parse();
        }
        drop(text);
        long version = bytes.little(4, 4);
        if (version < 1 || version > 3 || bytes.little(28, 8) != 1) {
            throw FormatException.unreadable();
        }
        long sectors = bytes.little(36, 8);
        boolean large = sectors < 0 || sectors > LONGEST / SECTOR;
        inner = region(SECTOR, large ? LONGEST : (int) sectors * SECTOR);
        return !end || parse();
    }

    /** Where the bytes are all here, or will not come. */
    private boolean parse() {
        var whole = inner == null ? text : inner;
        if (inner == null || inner.complete()) {
            descriptor = VmdkDescriptor.of(whole.bytes());
        }
        return false;
    }

    private static boolean textual(Bytes bytes) {
        for (int i = 0; i < bytes.length(); i++) {
            int c = bytes.u8(i);
            boolean space = c >= 0x09 && c <= 0x0d || c >= 0x1c && c <= 0x1f;
            if (!space && (c < 0x20 || c > 0x7e)) {
                return false;
            }
        }
        return true;
    }

    @Override
    void passing(byte[] chunk, int from, int size) {
        footer.pass(chunk, from, size);
    }

    private boolean sparse() {
        return header.starts(MAGIC);
    }

    @Override
    boolean matches() {
        return sparse() || descriptor != null && descriptor.typed();
    }

    /** A text may be as short as it is. */
    @Override
    boolean complete() {
        return header.bytes().length() >= LEAST
                && (inner == null || inner.complete())
                && (lost() || !footed() || footer.complete());
    }

    private boolean footed() {
        return sparse() && header.bytes().little(56, 8) == AT_END;
    }

    @Override
    long virtualSize() throws FormatException {
        if (descriptor == null || !descriptor.whole()) {
            return 0;
        }
        if (!sparse()) {
            throw FormatException.unreadable(); // the bytes are elsewhere
        }
        return header.bytes().little(12, 8) * SECTOR;
    }

    @Override
    List<String> failures() {
        var failed = new ArrayList<String>();
        if (descriptor == null || !descriptor.safe()) {
            failed.add("descriptor");
        }
        if (footed() && !footer.agrees(header.bytes())) {
            failed.add("footer");
        }
        return failed;
    }
}
