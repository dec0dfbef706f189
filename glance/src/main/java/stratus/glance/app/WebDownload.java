package stratus.glance.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import stratus.oslo.base.Fault;

/** Fetches from the web what may be fetched: by HTTP, from the usual ports, wherever it leads. */
public final class WebDownload {
    private static final int REDIRECTS = 5;

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(Redirect.NEVER) // each step is looked at
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private final Set<Integer> ports;

    private WebDownload(Set<Integer> ports) {
        this.ports = ports;
    }

    /** Upstream's defaults. */
    public static WebDownload usual() {
        return new WebDownload(Set.of(80, 443));
    }

    public static WebDownload from(Set<Integer> ports) {
        return new WebDownload(ports);
    }

    /** The same address; refuses one that may not be asked. */
    public URI check(String address) {
        try {
            var uri = URI.create(address);
            int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
            if (List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && ports.contains(port)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw refused(address);
        }
        throw refused(address);
    }

    InputStream open(URI address) throws IOException {
        var uri = address;
        for (int i = 0; i < REDIRECTS; i++) {
            var answer = ask(uri);
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            answer.body().close();
            var next = answer.headers().firstValue("Location");
            if (answer.statusCode() / 100 != 3 || next.isEmpty()) {
                throw new IOException("%s answered %d".formatted(uri.getHost(), answer.statusCode()));
            }
            uri = check(uri.resolve(next.get()).toString());
        }
        throw new IOException("%s leads in circles".formatted(address.getHost()));
    }

    private java.net.http.HttpResponse<InputStream> ask(URI uri) throws IOException {
        try {
            return client.send(HttpRequest.newBuilder(uri).GET().build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Fault refused(String address) {
        return new Fault.Invalid("URI for web-download does not pass filtering: %s".formatted(address));
    }
}
