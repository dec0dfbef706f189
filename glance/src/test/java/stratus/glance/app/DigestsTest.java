package stratus.glance.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class DigestsTest {
    private static final Executor AT_ONCE = Runnable::run;

    private final Buffers shared = new Buffers(2 * Buffers.LARGE);
    private final List<Digests> streams = new ArrayList<>();

    private Digests stream() {
        streams.add(new Digests(AT_ONCE, shared));
        return streams.getLast();
    }

    /** The sizes of the places that a stream is given for its first bytes. */
    private static List<Integer> places(Digests stream) {
        var sizes = new ArrayList<Integer>();
        for (int i = 0; i < 3; i++) {
            var buffer = stream.buffer();
            Arrays.fill(buffer, (byte) i);
            stream.eat(buffer, 1000);
            sizes.add(buffer.length);
        }
        return sizes;
    }

    @Test
    void manyStreamsHaveNoMoreLargePlacesThanThereAre() {
        var streamsWithLarge = 0;
        for (int i = 0; i < 5; i++) {
            var sizes = places(stream());
            assertThat(sizes.getFirst()).isEqualTo(Buffers.SMALL);
            streamsWithLarge += sizes.contains(Buffers.LARGE) ? 1 : 0;
        }
        assertThat(streamsWithLarge).isLessThanOrEqualTo(2);
    }

    @Test
    void sumsAreRightWhereThereIsNoLargePlaceAtAll() throws Exception {
        while (shared.take()) {}
        var digests = stream();
        assertThat(places(digests)).containsOnly(Buffers.SMALL);
        var bytes = new byte[3000];
        Arrays.fill(bytes, 1000, 2000, (byte) 1);
        Arrays.fill(bytes, 2000, 3000, (byte) 2);
        assertThat(digests.sha512()).isEqualTo(hex("SHA-512", bytes));
        assertThat(digests.md5()).isEqualTo(hex("MD5", bytes));
    }

    private static String hex(String algorithm, byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    }

    @Test
    void aStreamThatIsOverLeavesItsLargePlacesToOthers() {
        for (int i = 0; i < 5; i++) {
            try (var stream = new Digests(AT_ONCE, shared)) {
                places(stream);
            }
        }
        assertThat(shared.take()).isTrue();
        assertThat(shared.take()).isTrue();
        assertThat(shared.take()).isFalse();
    }
}
