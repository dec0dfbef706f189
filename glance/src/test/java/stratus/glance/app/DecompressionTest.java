package stratus.glance.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import stratus.glance.store.StoreException;
import stratus.oslo.base.Fault;

class DecompressionTest {
    private static final byte[] BITS = new byte[300_000];

    static {
        new Random(1).nextBytes(BITS);
    }

    @TempDir
    private Path folder = Path.of("");

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("image"), bytes);
    }

    private boolean unpack(Path file) throws IOException {
        return unpack(file, 1 << 30, Long.MAX_VALUE);
    }

    private boolean unpack(Path file, long most, long spare) throws IOException {
        return new Decompression().unpack(file, new Room(folder, _ -> spare, most));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(int method, String... names) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(packed)) {
            for (var name : names) {
                var entry = new ZipEntry(name);
                var sum = new CRC32();
                sum.update(BITS);
                entry.setMethod(method);
                entry.setSize(BITS.length);
                entry.setCrc(sum.getValue());
                zip.putNextEntry(entry);
                zip.write(BITS);
            }
        }
        return packed.toByteArray();
    }

    private static byte[] join(byte[] one, byte[] other) {
        var all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }

    /** Says so, and leaves the image as it was and nothing beside it. */
    private void assertRefused(byte[] packed, String why) throws IOException {
        var file = file(packed);
        assertThatThrownBy(() -> unpack(file))
                .isInstanceOf(Fault.UnsupportedMediaType.class)
                .hasMessageContaining(why);
        assertUntouched(file, packed);
    }

    private void assertUntouched(Path file, byte[] packed) throws IOException {
        assertThat(file).hasBinaryContent(packed);
        try (var all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void gzipIsUnpackedWithAllOfItsMembers() throws IOException {
        var file = file(gzip(BITS));
        assertThat(unpack(file)).isTrue();
        assertThat(file).hasBinaryContent(BITS);
        var two = file(join(gzip(BITS), gzip(BITS)));
        assertThat(unpack(two)).isTrue();
        assertThat(two).hasBinaryContent(join(BITS, BITS));
        var padded = file(join(gzip(BITS), new byte[100_000]));
        assertThat(unpack(padded)).isTrue();
        assertThat(padded).hasBinaryContent(BITS);
    }

    @Test
    void gzipThatIsBrokenIsRefused() throws IOException {
        var whole = gzip(BITS);
        assertRefused(Arrays.copyOf(whole, whole.length - 5), "");
        assertRefused(join(whole, "more".getBytes(StandardCharsets.UTF_8)), "Not a gzipped file");
        assertRefused(join(whole, join(new byte[100_000], new byte[] {1})), "Not a gzipped file");
        whole[whole.length - 8] ^= 1;
        assertRefused(whole, "Corrupt GZIP trailer");
    }

    @ParameterizedTest
    @ValueSource(ints = {ZipEntry.DEFLATED, ZipEntry.STORED})
    void zipWithOneFileIsUnpacked(int method) throws IOException {
        var file = file(zip(method, "../disk"));
        assertThat(unpack(file)).isTrue();
        assertThat(file).hasBinaryContent(BITS);
        try (var all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void otherZipsAreRefused() throws IOException {
        assertRefused(zip(ZipEntry.DEFLATED, "one", "two"), "Archive contains more than one file.");
        assertRefused(zip(ZipEntry.DEFLATED, "one/"), "");
        var whole = zip(ZipEntry.STORED, "one");
        assertRefused(Arrays.copyOf(whole, whole.length - 22), "File is not a zip file");
        var claimsOne = zip(ZipEntry.DEFLATED, "one", "two");
        claimsOne[claimsOne.length - 22 + 10] = 1;
        assertRefused(claimsOne, "Archive contains more than one file.");
        whole[200_000] ^= 1;
        assertRefused(whole, "invalid entry CRC");
    }

    @Test
    void lhaIsRefusedAndEverythingElseIsLeftAlone() throws IOException {
        assertRefused("ab-lh5-and more".getBytes(StandardCharsets.UTF_8), "No lhafile available.");
        for (var plain : new byte[][] {BITS, new byte[0], {0x1f}, "PK".getBytes(StandardCharsets.UTF_8)}) {
            var file = file(plain);
            assertThat(unpack(file)).isFalse();
            assertUntouched(file, plain);
        }
    }

    @Test
    void neitherMoreThanAnImageMayHaveNorMoreThanTheDiskCanSpareIsWritten() throws IOException {
        var bomb = gzip(new byte[1 << 20]);
        var file = file(bomb);
        assertThat(unpack(file, 1 << 20, Long.MAX_VALUE)).isTrue();
        var again = file(bomb);
        assertThatThrownBy(() -> unpack(again, (1 << 20) - 1, Long.MAX_VALUE)).isInstanceOf(Fault.TooLarge.class);
        assertUntouched(again, bomb);
        assertThatThrownBy(() -> unpack(again, 1 << 30, 1 << 20)).isInstanceOf(StoreException.Full.class);
        assertUntouched(again, bomb);
    }
}
