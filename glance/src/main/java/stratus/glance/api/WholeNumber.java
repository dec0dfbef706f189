package stratus.glance.api;

import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whole numbers in queries, as upstream reads them: with a sign, spaces around, underscores within. */
final class WholeNumber {
    private static final Pattern SHAPE = Pattern.compile("(?U)[+-]?\\d+(_\\d+)*");
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);

    private WholeNumber() {}

    /** The nearest that there is; null for what is no number. */
    static @Nullable Long of(String text) {
        var bare = text.strip();
        return SHAPE.matcher(bare).matches()
                ? new BigInteger(bare.replace("_", "")).min(MOST).max(LEAST).longValue()
                : null;
    }
}
