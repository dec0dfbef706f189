package stratus.glance.formats;

import java.util.List;

/** A format whose first 512 bytes tell all that is asked, and that cannot reach outside itself. */
final class Plain extends Inspector {
    private final Region header = region(0, 512);
    private final Shape shape;

    /**
     * @param magic what is at {@code at}
     * @param whole whether all 512 bytes have to be there before it counts
     * @param size reads the size of the disk
     * @param banned whether it is known only to be refused
     */
    record Shape(String name, int at, String magic, boolean whole, Size size, boolean banned) {}

    /** Where a header says how large the disk is. */
    interface Size {
        long of(Bytes header);
    }

    private Plain(Shape shape) {
        super(shape.name());
        this.shape = shape;
    }

    static Plain vhd() {
        return new Plain(new Shape("vhd", 0, "conectix", false, header -> header.big(40, 8), false));
    }

    static Plain vdi() {
        return new Plain(
                new Shape("vdi", 0x40, "\u007f\u0010\u00da\u00be", true, header -> header.little(0x170, 8), false));
    }

    static Plain qed() {
        return new Plain(new Shape("qed", 0, "QED\0", true, _ -> 0, true));
    }

    @Override
    boolean matches() {
        return (header.complete() || !shape.whole()) && header.bytes().shows(shape.at(), shape.magic());
    }

    @Override
    long virtualSize() {
        return header.complete() ? shape.size().of(header.bytes()) : 0;
    }

    @Override
    List<String> failures() {
        return shape.banned() ? List.of("banned") : List.of();
    }
}
