package stratus.glance.formats;

import java.util.List;

/** An encrypted disk; what is inside nobody can see. */
final class Luks extends Inspector {
    private final Region header = region(0, 592);

    Luks() {
        super("luks");
    }

    @Override
    boolean matches() {
        return header.starts("LUKS\u00ba\u00be");
    }

    @Override
    long virtualSize() throws FormatException {
        if (header.bytes().length() < 168) {
            throw FormatException.unreadable();
        }
        return Math.max(0, total() - header.bytes().big(104, 4) * 512);
    }

    @Override
    List<String> failures() {
        return header.bytes().big(6, 2) == 1 ? List.of() : List.of("version");
    }
}
