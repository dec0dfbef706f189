package stratus.clients.barbican;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.function.Function;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.http.RestClient;

/** Reads secrets of a key manager (Barbican) that may or may not be in the catalog, with a caller's token. */
public final class SecretClient {
    /** Certificates are a few KiB; Barbican itself takes 20 KB. */
    private static final int MOST = 1 << 20;

    private final Function<Caller, Optional<String>> keyManager;

    /** {@code keyManager} is its address, with or without {@code /v1}. */
    public SecretClient(Function<Caller, Optional<String>> keyManager) {
        this.keyManager = keyManager;
    }

    /** Its type, {@code certificate} for one, and its bytes. */
    public record Secret(String type, byte[] payload) {}

    /**
     * As the caller may read it.
     *
     * @throws Fault.NotFound if there is no such secret
     * @throws Fault.Unavailable if there is no key manager, or it does not work
     */
    public Secret get(Caller caller, String id) {
        try {
            return read(caller, id);
        } catch (Fault e) {
            throw e;
        } catch (RuntimeException e) {
            throw new Fault.Unavailable("key-manager", e);
        }
    }

    private Secret read(Caller caller, String id) {
        var client = client(caller);
        var secret = client.header("Accept", "application/json").get("/v1/secrets/" + id);
        var type = secret.at("/content_types/default").asString("application/octet-stream");
        var payload = new Bounded();
        client.header("Accept", type).download("/v1/secrets/%s/payload".formatted(id), payload);
        return new Secret(secret.path("secret_type").asString("opaque"), payload.bytes.toByteArray());
    }

    private RestClient client(Caller caller) {
        var url = keyManager
                .apply(caller)
                .orElseThrow(() -> new Fault.Unavailable(
                        "key-manager", new IllegalStateException("the catalog has no key-manager")));
        return RestClient.to("Key Manager", url.replaceFirst("(/v1)?/*$", "")).as(caller, null);
    }

    private static final class Bounded extends OutputStream {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] more, int from, int length) throws IOException {
            if (bytes.size() + length > MOST) {
                throw new IOException("the secret is too large");
            }
            bytes.write(more, from, length);
        }
    }
}
