package stratus.glance.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Bits that others keep, at any address of the web; they are read, and nothing else. */
public final class HttpStore implements Store {
    private final Web web;

    public HttpStore(Web web) {
        this.web = web;
    }

    @Override
    public String place(String image) {
        throw new UnsupportedOperationException("an image has no place of its own on the web");
    }

    @Override
    public String moved(String url) {
        return url;
    }

    @Override
    public Upload upload(String url) throws IOException {
        throw new StoreException.ReadOnly();
    }

    @Override
    public InputStream open(String url, long offset) throws IOException {
        Map<String, String> range = offset == 0 ? Map.of() : Map.of("Range", "bytes=%d-".formatted(offset));
        var page = web.ask("GET", address(url), range, _ -> {});
        if (page.status() != 206) {
            page.body().skipNBytes(offset);
        }
        return page.body();
    }

    @Override
    public long size(String url) throws IOException {
        var page = web.ask("HEAD", address(url), Map.of(), _ -> {});
        page.body().close();
        return Math.max(0, page.length());
    }

    private static URI address(String url) throws IOException {
        try {
            var uri = URI.create(url);
            if (uri.getHost() != null && List.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new StoreException.Missing(url);
        }
        throw new StoreException.Missing(url);
    }

    /** They are not ours. */
    @Override
    public void delete(String url) {}

    @Override
    public void sync() {}
}
