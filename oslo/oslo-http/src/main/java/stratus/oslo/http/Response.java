package stratus.oslo.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an API class answers.
 *
 * @param body a record, map or list to be written as JSON, or {@link Rendered} so; a {@link Content} to be sent as it
 *     is; null for none
 */
public record Response(int status, @Nullable Object body, Map<String, String> headers) {
    /** Bytes that are written as they go. */
    public interface Content {
        /** How many there will be; -1 where that is not known. */
        long length();

        void writeTo(OutputStream out) throws IOException;
    }

    /** A body that is JSON already, as {@link Codec#write} made it; it is not to be changed any more. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares bodies
    public record Rendered(byte[] json) {}

    public static Response of(int status, @Nullable Object body) {
        return new Response(status, body, Map.of());
    }

    public static Response ok(Object body) {
        return of(200, body);
    }

    public static Response created(Object body) {
        return of(201, body);
    }

    public static Response accepted(Object body) {
        return of(202, body);
    }

    public static Response accepted() {
        return of(202, null);
    }

    public static Response noContent() {
        return of(204, null);
    }

    public static Response text(int status, String type, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(status, new Content() {
                    @Override
                    public long length() {
                        return bytes.length;
                    }

                    @Override
                    public void writeTo(OutputStream out) throws IOException {
                        out.write(bytes);
                    }
                })
                .with("Content-Type", type);
    }

    public Response with(String header, String value) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Response(status, body, all);
    }
}
