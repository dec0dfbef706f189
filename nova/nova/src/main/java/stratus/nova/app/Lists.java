package stratus.nova.app;

import java.util.List;
import java.util.stream.Stream;

/** Lists as they are with one more. */
final class Lists {
    private Lists() {}

    static <T> List<T> with(List<T> all, T one) {
        return Stream.concat(all.stream(), Stream.of(one)).toList();
    }
}
