package stratus.glance.api;

import java.io.IOException;
import java.io.OutputStream;
import java.util.regex.Pattern;
import stratus.glance.app.Images;
import stratus.glance.app.Uploads;
import stratus.glance.domain.Image;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /v2/images/{image_id}/file}. */
public final class FileApi {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    private final Images images;
    private final Uploads uploads;

    public FileApi(Images images, Uploads uploads) {
        this.images = images;
        this.uploads = uploads;
    }

    public void routes(Routes routes) {
        routes.get("/images/{image_id}/file", "download_image", this::download)
                .put("/images/{image_id}/file", "upload_image", this::upload);
    }

    private Response upload(Request r) {
        var image = image(r);
        var type = r.header("Content-Type");
        if (type == null || !type.startsWith("application/octet-stream")) {
            throw new Fault.UnsupportedMediaType("Unsupported Content-Type: " + type);
        }
        var length = r.header("Content-Length");
        uploads.take(r.caller(), image, r.stream(), length == null ? -1 : Long.parseLong(length));
        return Response.noContent();
    }

    private Response download(Request r) {
        var image = image(r);
        if (image.is("deactivated") && !r.caller().has("admin")) {
            throw new Fault.Forbidden(
                    "The requested image has been deactivated. Image data download is forbidden.", null);
        }
        if (image.size() == null || image.is("queued") || image.is("saving")) {
            return Response.noContent();
        }
        long size = image.size();
        var asked = r.header("Range");
        if (asked == null) {
            return Response.ok(content(image, 0, size))
                    .with("Content-Type", "application/octet-stream")
                    .with("Content-MD5", String.valueOf(image.checksum()));
        }
        var range = range(asked, size);
        return Response.of(206, content(image, range.from(), range.to() - range.from() + 1))
                .with("Content-Type", "application/octet-stream")
                .with("Content-Range", "bytes %d-%d/%d".formatted(range.from(), range.to(), size));
    }

    private record Range(long from, long to) {}

    private static Range range(String asked, long size) {
        var match = RANGE.matcher(asked);
        if (match.matches() && !(match.group(1).isEmpty() && match.group(2).isEmpty())) {
            boolean tail = match.group(1).isEmpty();
            long from = tail ? Math.max(0, size - Long.parseLong(match.group(2))) : Long.parseLong(match.group(1));
            long to = tail || match.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(match.group(2)));
            if (from <= to) {
                return new Range(from, to);
            }
        }
        throw new Fault.RangeNotSatisfiable("Invalid range '%s' for an image of %d bytes.".formatted(asked, size));
    }

    private Response.Content content(Image image, long from, long length) {
        return new Response.Content() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                try (var in = uploads.open(image, from)) {
                    var buffer = new byte[1 << 16];
                    for (long left = length; left > 0; ) {
                        int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
                        if (n < 0) {
                            throw new IOException("bits of image %s end early".formatted(image.id()));
                        }
                        out.write(buffer, 0, n);
                        left -= n;
                    }
                }
            }
        };
    }

    private Image image(Request r) {
        return Targets.authorized(r, images.get(r.caller(), r.path("image_id")));
    }
}
