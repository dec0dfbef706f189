package stratus.glance.store;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import stratus.glance.domain.TransferLimits;

/**
 * Reads from other servers, and lets every address be looked at before it is asked. Nobody waits for ever: a server that does
 * not answer, or stops in the middle, is a {@link WebException}.
 */
public final class Web implements AutoCloseable {
    private static final int REDIRECTS = 5;

    /** Goes to no other server than the one that was named. */
    private static final String TOKEN = "X-Auth-Token";

    private final HttpClient client;
    private final TransferLimits limits;

    public Web(TransferLimits limits) {
        this.limits = limits;
        this.client = HttpClient.newBuilder()
                .followRedirects(Redirect.NEVER) // each step is looked at
                .version(HttpClient.Version.HTTP_1_1) // some servers stumble over an offer to upgrade
                .connectTimeout(limits.connect())
                .build();
    }

    /** @param length of the whole; -1 where the server does not say */
    public record Page(int status, long length, InputStream body) {}

    /** As {@link #ask} to GET; also what is not there is the server's failure, and named so. */
    public Page bring(URI address, Map<String, String> headers, Consumer<URI> check) throws IOException {
        try {
            return ask("GET", address, headers, check);
        } catch (StoreException.Missing e) {
            throw new WebException("%s answered 404.".formatted(address.getHost()), e);
        }
    }

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
            var answer = send(method, uri, same(uri, address) ? headers : withoutToken(headers));
            if (answer.statusCode() / 100 == 2) {
                var length = answer.headers().firstValueAsLong("Content-Length");
                return new Page(answer.statusCode(), length.orElse(-1), answer.body());
            }
            answer.body().close();
            uri = next(uri, answer);
        }
        throw new WebException("%s leads in circles.".formatted(address.getHost()), null);
    }

    private static boolean same(URI one, URI other) {
        return one.getHost().equals(other.getHost())
                && one.getPort() == other.getPort()
                && one.getScheme().equals(other.getScheme());
    }

    private static Map<String, String> withoutToken(Map<String, String> headers) {
        var others = new HashMap<>(headers);
        others.remove(TOKEN);
        return others;
    }

    private static URI next(URI uri, HttpResponse<?> answer) throws IOException {
        if (answer.statusCode() == 404) {
            throw new StoreException.Missing(uri.toString());
        }
        var location = answer.headers().firstValue("Location");
        if (answer.statusCode() / 100 != 3 || location.isEmpty()) {
            throw new WebException("%s answered %d.".formatted(uri.getHost(), answer.statusCode()), null);
        }
        try {
            return uri.resolve(location.get());
        } catch (IllegalArgumentException e) {
            throw new WebException("%s leads nowhere.".formatted(uri.getHost()), e);
        }
    }

    private HttpResponse<InputStream> send(String method, URI uri, Map<String, String> headers) throws IOException {
        var request =
                HttpRequest.newBuilder(uri).timeout(limits.read()).method(method, HttpRequest.BodyPublishers.noBody());
        headers.forEach(request::header);
        try {
            return client.send(request.build(), _ -> new WebBody(uri.getHost(), limits.read()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IOException e) {
            throw new WebException(problem(uri.getHost(), e), e);
        } catch (IllegalArgumentException e) { // of headers, a length that is no number among them
            throw new WebException("%s gave an answer that cannot be understood.".formatted(uri.getHost()), e);
        }
    }

    private String problem(String host, IOException e) {
        return switch (e) {
            case ConnectException _, HttpConnectTimeoutException _ -> "%s cannot be reached.".formatted(host);
            case HttpTimeoutException _ ->
                "%s did not answer for %d seconds."
                        .formatted(host, limits.read().toSeconds());
            case SSLException _ -> "%s cannot be trusted: %s".formatted(host, e.getMessage());
            default -> "%s did not answer.".formatted(host);
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
