package stratus.glance.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import stratus.glance.app.Downloads;
import stratus.glance.app.Stores;
import stratus.glance.app.Uploads;
import stratus.glance.domain.Image;
import stratus.glance.registry.Images;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v2/images/{image_id}/file}. */
public final class FileApi {
    private final Images images;
    private final Uploads uploads;
    private final Downloads downloads;
    private final Stores stores;

    public FileApi(Images images, Uploads uploads, Downloads downloads, Stores stores) {
        this.images = images;
        this.uploads = uploads;
        this.downloads = downloads;
        this.stores = stores;
    }

    public void routes(Routes routes) {
        routes.get("/images/{image_id}/file", "download_image", this::download)
                .put("/images/{image_id}/file", "upload_image", this::upload);
    }

    private Response upload(Request r) {
        requireBytes(r);
        var image = Targets.authorized(r, images);
        var store = r.header("X-Image-Meta-Store");
        uploads.take(r.caller(), image, r.stream(), length(r), store == null ? stores.standard() : store);
        return Response.noContent();
    }

    static void requireBytes(Request r) {
        var type = r.header("Content-Type");
        var bare = type == null ? "None" : type.split(";", 2)[0].strip();
        if (!bare.equals("application/octet-stream")) {
            throw new Fault.UnsupportedMediaType("Invalid content type " + bare);
        }
    }

    /** What the client says that it will send; -1 where it does not say. */
    static long length(Request r) {
        var said = r.header("X-OpenStack-Image-Size");
        var length = said == null ? r.header("Content-Length") : said;
        if (length == null) {
            return -1;
        }
        var size = WholeNumber.of(length);
        if (size == null || size < 0) {
            throw new Fault.Invalid("Invalid or missing image size in request headers.");
        }
        return size;
    }

    private Response download(Request r) {
        var image = Targets.authorized(r, images);
        if (image.is("deactivated") && !r.caller().has("admin")) {
            throw new Fault.Forbidden(
                    "The requested image has been deactivated. Image data download is forbidden.", null);
        }
        var preferred = preferred(r, image);
        if (image.size() == null || image.locations().isEmpty()) {
            return Response.noContent();
        }
        var preconditions = Preconditions.of(r, image);
        if (preconditions.unchanged()) {
            return tagged(Response.of(304, null), preconditions);
        }
        long size = image.size();
        var range = preconditions.ranged() ? ByteRange.of(r, size) : null;
        var bits = range == null ? downloads.whole(image, preferred) : downloads.open(image, range.from(), preferred);
        return bits.map(data -> tagged(answer(image, data, range, size), preconditions))
                .orElseGet(Response::noContent);
    }

    private static Response tagged(Response response, Preconditions preconditions) {
        return preconditions.tag() == null ? response : response.with("ETag", preconditions.tag());
    }

    private static Response answer(Image image, InputStream data, @Nullable ByteRange range, long size) {
        var response = range == null
                ? Response.ok(new Passing(data, size))
                : Response.of(206, new Passing(data, range.length())).with("Content-Range", range.of(size));
        return image.data().checksum() == null
                ? response.with("Content-Type", "application/octet-stream")
                : response.with("Content-Type", "application/octet-stream")
                        .with("Content-MD5", image.data().checksum());
    }

    /** The stores that the client would like to be served from. */
    private List<String> preferred(Request r, Image image) {
        var asked = r.query().get("prefer", "");
        var preferred = Arrays.stream(asked.split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
        if (!preferred.isEmpty()) {
            Targets.require(r, "download_from_store", image);
        }
        for (var store : preferred) {
            if (!stores.has(store)) {
                throw new Fault.Invalid("Store '%s' is not configured.".formatted(store));
            }
        }
        return preferred;
    }

    /** As many bytes as were promised. The stream is closed before the last ones leave: who has them all finds them cached. */
    private record Passing(InputStream data, long length) implements Response.Content {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            var buffer = new byte[1 << 16];
            int n = 0;
            try (data) {
                for (long left = length; left > 0; left -= n) {
                    out.write(buffer, 0, n);
                    n = data.read(buffer, 0, (int) Math.min(left, buffer.length));
                    if (n < 0) {
                        throw new IOException("the bits end early");
                    }
                }
            }
            out.write(buffer, 0, n);
        }
    }
}
