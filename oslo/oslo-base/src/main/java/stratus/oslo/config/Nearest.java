package stratus.oslo.config;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/** What someone probably meant. */
final class Nearest {
    private Nearest() {}

    /**
     * Of keys with their groups; a right key in a wrong group is nearer than the other way round. Nothing where half of the
     * key's letters would have been wrong.
     */
    static Optional<String> to(String path, Collection<String> known) {
        return known.stream()
                .filter(k -> 2 * distance(key(path), key(k)) <= key(path).length())
                .sorted()
                .min(Comparator.comparingInt(k -> apart(path.replace('_', '-'), k.replace('_', '-'))));
    }

    private static String key(String path) {
        return path.substring(path.lastIndexOf('.') + 1).replace('_', '-');
    }

    private static int apart(String a, String b) {
        int dotA = a.lastIndexOf('.');
        int dotB = b.lastIndexOf('.');
        return 2 * distance(a.substring(dotA + 1), b.substring(dotB + 1))
                + distance(a.substring(0, Math.max(dotA, 0)), b.substring(0, Math.max(dotB, 0)));
    }

    /** How many letters to add, drop or change. */
    static int distance(String a, String b) {
        int[] row = IntStream.rangeClosed(0, b.length()).toArray();
        for (int i = 1; i <= a.length(); i++) {
            int[] above = Arrays.copyOf(row, row.length);
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
