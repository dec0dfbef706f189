package stratus.glance.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes, the answer is a finding or a refusal, it is the same however the bytes are cut, and little is held. */
class InspectorsFuzzTest {
    private static final int ROUNDS = 400;
    private static final int MOST_HELD = 2 << 20;
    /** Where headers have their numbers. */
    private static final int[] EDGES = {0, 1, 0x7f, 0x80, 0xfe, 0xff};

    static Stream<String> formats() {
        return Disks.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void noHeaderIsTooStrange(String name) {
        var disk = Disks.one(name);
        var random = new Random(name.hashCode());
        for (int i = 0; i < ROUNDS; i++) {
            var strange = mutated(disk, random);
            assertThat(verdict(strange, strange.length + 1, random))
                    .isEqualTo(verdict(strange, 1 + random.nextInt(5000), random));
        }
    }

    @Test
    void noBytesAreTooStrange() {
        var random = new Random(7);
        for (int i = 0; i < 4000; i++) {
            var bytes = new byte[random.nextInt(1200)];
            random.nextBytes(bytes);
            assertThat(verdict(bytes, 4096, random)).isEqualTo(verdict(bytes, 100, random));
        }
    }

    @Test
    void ofALongStreamLittleIsHeld() {
        for (var disk : Disks.all().values()) {
            var inspectors = new Inspectors();
            inspectors.eat(disk, 0, disk.length);
            var more = new byte[1 << 20];
            for (int i = 0; i < 64; i++) {
                inspectors.eat(more, 0, more.length);
            }
            assertThat(inspectors.held()).isLessThan(MOST_HELD);
        }
    }

    /** A few bytes changed, mostly near the beginning and in tables; sometimes cut off, or with more behind. */
    private static byte[] mutated(byte[] disk, Random random) {
        int length = switch (random.nextInt(8)) {
            case 0 -> random.nextInt(disk.length + 1);
            case 1 -> disk.length + random.nextInt(4096);
            default -> disk.length;
        };
        var strange = Arrays.copyOf(disk, length);
        int changes = 1 + random.nextInt(6);
        for (int i = 0; i < changes && length > 0; i++) {
            int at = place(random, length);
            strange[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : EDGES[random.nextInt(EDGES.length)]);
        }
        return strange;
    }

    private static int place(Random random, int length) {
        int from = switch (random.nextInt(6)) {
            case 0 -> 32 * 1024;
            case 1 -> 192 * 1024 + random.nextInt(3) * 32;
            case 2 -> 320 * 1024 + random.nextInt(3) * 32;
            case 3 -> length - 1536;
            default -> 0;
        };
        int at = from + random.nextInt(random.nextInt(3) == 0 ? 1024 : 80);
        return from >= 0 && at < length ? at : random.nextInt(length);
    }

    private static String verdict(byte[] bytes, int most, Random random) {
        var inspectors = new Inspectors();
        for (int at = 0; at < bytes.length; ) {
            int n = Math.min(bytes.length - at, most > bytes.length ? most : 1 + random.nextInt(most));
            inspectors.eat(bytes, at, n);
            at += n;
        }
        inspectors.finish();
        assertThat(inspectors.held()).isLessThan(MOST_HELD);
        return answer(inspectors);
    }

    private static String answer(Inspectors inspectors) {
        var all = new StringBuilder();
        for (var claimed : Inspectors.KNOWN.stream().sorted().toList()) {
            try {
                all.append(inspectors.find(claimed));
            } catch (FormatException e) {
                all.append(e.getMessage());
            }
        }
        try {
            return all.append(inspectors.failures()).toString();
        } catch (FormatException e) {
            return all.append(e.getMessage()).toString();
        }
    }
}
