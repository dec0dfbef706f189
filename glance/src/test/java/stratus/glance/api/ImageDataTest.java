package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stratus.testing.service.Await;

/** Bits as they come and go, and as they break off. */
@Timeout(180)
class ImageDataTest {
    private static final int LARGE = 64 << 20;

    @AutoClose
    final TestGlance glance = new TestGlance();

    private String with(InputStream bits) {
        var id = glance.image();
        assertThat(glance.member().upload("PUT", file(id), bits).status()).isEqualTo(204);
        return id;
    }

    private static String file(String id) {
        return "/v2/images/%s/file".formatted(id);
    }

    /** A connection on which only the beginning of a request is sent. */
    private Socket begin(String method, String path, String header, byte[] body) throws IOException {
        var uri = URI.create(glance.api().url());
        var socket = new Socket(uri.getHost(), uri.getPort());
        var head = "%s %s HTTP/1.1\r\nHost: x\r\nX-Auth-Token: member\r\n%s\r\n\r\n".formatted(method, path, header);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
        return socket;
    }

    private long files(String where) {
        try (var files = Files.list(glance.images().resolve(where))) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({"file, saving, ''", "stage, uploading, staging"})
    void anUploadThatIsCutOffLeavesTheImageQueuedAndNothingBehind(String what, String during, String where)
            throws IOException {
        var id = glance.image();
        var path = "/v2/images/%s/%s".formatted(id, what);
        var header = "Content-Type: application/octet-stream\r\nContent-Length: 1000000";
        try (var socket = begin("PUT", path, header, new byte[1000])) {
            Await.until(during, () -> glance.status(id).equals(during) && files(where) > 0);
            socket.shutdownOutput();
        }
        Await.until("queued", () -> glance.status(id).equals("queued") && files(where) == 0);
        assertThat(glance.member()
                        .upload("PUT", file(id), new ByteArrayInputStream(new byte[10]))
                        .status())
                .as("another try")
                .isEqualTo(204);
    }

    @Test
    void aDownloadGoesOnWhenItsImageIsDeleted() throws IOException {
        var id = with(new Zeros(LARGE));
        try (var socket = begin("GET", file(id), "Accept: */*", new byte[0])) {
            var in = socket.getInputStream();
            assertThat(in.readNBytes(1000)).hasSize(1000);
            assertThat(glance.member()
                            .exchange("DELETE", "/v2/images/" + id, null)
                            .status())
                    .isEqualTo(204);
            assertThat(StoredFiles.of(glance.images(), id)).isEmpty();
            in.skipNBytes(LARGE - 1000L);
        }
    }

    /** Bytes that take no room. */
    private static final class Zeros extends InputStream {
        private int left;

        Zeros(int size) {
            left = size;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            int n = Math.min(left, length);
            Arrays.fill(bytes, from, from + n, (byte) 0);
            left -= n;
            return n == 0 ? -1 : n;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Range, bytes=2-4, 206, bytes 2-4/10",
        "Range, bytes=7-, 206, bytes 7-9/10",
        "Range, bytes=-3, 206, bytes 7-9/10",
        "Range, bytes=-30, 206, bytes 0-9/10",
        "Range, bytes=5-100, 206, bytes 5-9/10",
        "Content-Range, bytes 2-4/10, 206, bytes 2-4/10",
        "Content-Range, bytes 2-4/*, 206, bytes 2-4/10",
        "Range, 'bytes=0-1,3-4', 400, ",
        "Range, bytes=10-, 416, ",
        "Range, bytes=9-9, 206, bytes 9-9/10",
        "Range, bytes=9-99999999999999999999, 206, bytes 9-9/10",
        "Range, bytes = 0 - 1, 206, bytes 0-1/10",
        "Range, bytes=-0, 416, ",
        "Range, bytes=10-11, 416, ",
        "Range, bytes=99999999999999999999-, 416, ",
        "Range, 'bytes=0-1,', 400, ",
        "Content-Range, bytes 10-11/*, 416, ",
        "Content-Range, bytes */10, 416, ",
        "Content-Range, bytes 4-2/*, 416, ",
        "Range, bytes=4-2, 416, ",
        "Range, bytes=-, 416, ",
        "Range, lines=1-2, 416, ",
        "Content-Range, bytes 2-10/*, 416, ",
        "Content-Range, 2-3, 416, ",
    })
    void partsAreReadAsTheyAreAskedFor(String header, String asked, int status, @Nullable String range) {
        var id = with(new ByteArrayInputStream("abcdefghij".getBytes(StandardCharsets.US_ASCII)));
        var answer = glance.member().header(header, asked).exchange("GET", file(id), null);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().get("content-range")).isEqualTo(range);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "If-None-Match, TAG, 304",
                "If-None-Match, |W/TAG|, 304",
                "If-None-Match, |\"other\", TAG|, 304",
                "If-None-Match, *, 304",
                "If-None-Match, |\"other\"|, 206",
                "If-Match, TAG, 206",
                "If-Match, *, 206",
                "If-Match, |\"other\"|, 412",
                "If-Match, |W/TAG|, 412",
                "If-Range, TAG, 206",
                "If-Range, |\"other\"|, 200",
                "If-Range, |Mon, 23 Nov 2026 20:00:00 GMT|, 200",
            })
    void bitsThatAClientHasAreNotSentAgain(String header, String tags, int status) {
        var id = with(new ByteArrayInputStream("abcdefghij".getBytes(StandardCharsets.US_ASCII)));
        var tag = glance.member().exchange("GET", file(id), null).headers().get("etag");
        assertThat(tag)
                .isEqualTo('"'
                        + glance.member()
                                .get("/v2/images/" + id)
                                .path("os_hash_value")
                                .asString()
                        + '"');
        var answer = glance.member()
                .header(header, tags.replace("TAG", tag))
                .header("Range", "bytes=2-4")
                .exchange("GET", file(id), null);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().get("etag")).isEqualTo(status == 412 ? null : tag);
    }

    @ParameterizedTest
    @CsvSource({
        "If-Modified-Since, 'Wed, 21 Oct 2065 07:28:00 GMT'",
        "If-Unmodified-Since, 'Wed, 21 Oct 2015 07:28:00 GMT'",
    })
    void bitsHaveNoDateThatAConditionCouldName(String header, String condition) {
        var id = with(new ByteArrayInputStream(new byte[10]));
        var answer = glance.member().header(header, condition).exchange("GET", file(id), null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).doesNotContainKey("last-modified");
        assertThat(glance.member()
                        .header(header, condition)
                        .header("Range", "bytes=0-1")
                        .exchange("GET", file(id), null)
                        .status())
                .isEqualTo(206);
    }

    @ParameterizedTest
    @CsvSource({
        "5, 'Size exceeds: expected 5 bytes, got 10 bytes'",
        "20, 'Size mismatch: expected 20 bytes, got 10 bytes'",
        "x, Invalid or missing image size in request headers.",
        "-1, Invalid or missing image size in request headers.",
    })
    void anotherSizeThanWasPromisedIsRefused(String promised, String why) {
        var id = glance.image();
        var refused = glance.member()
                .header("X-OpenStack-Image-Size", promised)
                .upload("PUT", file(id), new ByteArrayInputStream(new byte[10]));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(TestGlance.said(refused)).isEqualTo(why);
        assertThat(glance.status(id)).isEqualTo("queued");
        assertThat(StoredFiles.of(glance.images(), id)).isEmpty();
        assertThat(glance.member()
                        .header("X-OpenStack-Image-Size", "10")
                        .upload("PUT", file(id), new ByteArrayInputStream(new byte[10]))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void anImageWithoutBitsHasNoContent() {
        assertThat(glance.member().exchange("GET", file(glance.image()), null).status())
                .isEqualTo(204);
        var empty = with(new ByteArrayInputStream(new byte[0]));
        assertThat(glance.member().exchange("GET", file(empty), null).status()).isEqualTo(200);
    }
}
