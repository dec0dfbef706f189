package stratus.glance.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/** Reads from other servers, and lets every address be looked at before it is asked. */
public final class Web implements AutoCloseable {
    private static final int REDIRECTS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(Redirect.NEVER) // each step is looked at
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    /** @param length of the whole; -1 where the server does not say */
    public record Page(int status, long length, InputStream body) {}

    /**
     * What a GET or HEAD is answered, wherever it leads.
     *
     * @param check refuses an address that may not be asked, by throwing
     * @throws StoreException.Missing if it is not there
     */
    public Page ask(String method, URI address, Map<String, String> headers, Consumer<URI> check) throws IOException {
        var uri = address;
        for (int i = 0; i <= REDIRECTS; i++) {
            check.accept(uri);
            var answer = send(method, uri, uri.getHost().equals(address.getHost()) ? headers : Map.of());
            if (answer.statusCode() / 100 == 2) {
                var length = answer.headers().firstValueAsLong("Content-Length");
                return new Page(answer.statusCode(), length.orElse(-1), answer.body());
            }
            answer.body().close();
            uri = next(uri, answer);
        }
        throw new IOException("%s leads in circles".formatted(address.getHost()));
    }

    private static URI next(URI uri, HttpResponse<?> answer) throws IOException {
        if (answer.statusCode() == 404) {
            throw new StoreException.Missing(uri.toString());
        }
        var location = answer.headers().firstValue("Location");
        if (answer.statusCode() / 100 != 3 || location.isEmpty()) {
            throw new IOException("%s answered %d".formatted(uri.getHost(), answer.statusCode()));
        }
        try {
            return uri.resolve(location.get());
        } catch (IllegalArgumentException e) {
            throw new IOException("%s leads nowhere".formatted(uri.getHost()), e);
        }
    }

    private HttpResponse<InputStream> send(String method, URI uri, Map<String, String> headers) throws IOException {
        var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        try {
            return client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ConnectException e) {
            throw new IOException("%s cannot be reached".formatted(uri.getHost()), e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
