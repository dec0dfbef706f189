package stratus.glance.formats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The text in a VMDK that says what it is made of. */
record VmdkDescriptor(String text, @Nullable String type) {
    private static final String TYPE = "createtype=\"";
    /** Those whose bytes are all in the file itself. */
    private static final List<String> WHOLE = List.of("monolithicsparse", "streamoptimized");

    private static final List<String> ACCESS = List.of("rw", "rdonly", "noaccess");

    static VmdkDescriptor of(Bytes bytes) {
        var used = bytes.beforeZero();
        if (!used.ascii()) {
            return new VmdkDescriptor("", null);
        }
        var text = used.text().toLowerCase(Locale.ROOT);
        return new VmdkDescriptor(text, type(text));
    }

    /** Null where it is not said, or too long to be one. */
    private static @Nullable String type(String text) {
        int at = text.indexOf(TYPE);
        if (at < 0) {
            return null;
        }
        int from = at + TYPE.length();
        int to = text.indexOf('"', from);
        return to - from >= 64 ? null : to < 0 ? "" : text.substring(from, to);
    }

    boolean typed() {
        return type != null;
    }

    boolean whole() {
        return type != null && WHOLE.contains(type);
    }

    /** Each line has to be one that is understood, and none may lead anywhere else. */
    boolean safe() {
        var extents = new ArrayList<String>();
        for (var raw : text.split("\n", -1)) {
            var line = raw.strip();
            if (ACCESS.contains(line.split(" ", 2)[0]) && !field(line)) {
                extents.add(line);
            } else if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith("ddb") && !field(line)) {
                return false;
            }
        }
        return whole() && !extents.isEmpty() && extents.stream().noneMatch(e -> e.contains("/"));
    }

    private static boolean field(String line) {
        int equals = line.indexOf('=');
        return equals >= 0 && line.lastIndexOf(' ', equals) < 0;
    }
}
