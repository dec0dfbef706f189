package stratus.testing.service;

import java.util.Map;
import stratus.oslo.http.Api;
import stratus.oslo.http.ApiServer;
import stratus.oslo.http.RestClient;

/** An API on a port of its own, and clients of it. */
public final class TestApi implements AutoCloseable {
    private final ApiServer server;
    private final RestClient client;

    public TestApi(Api api) {
        this.server = ApiServer.start(api, "127.0.0.1", 0);
        this.client = RestClient.to(api.name(), url());
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    /** A client with one of the tokens of {@link Callers}. */
    public RestClient as(String token) {
        return client.header("X-Auth-Token", token);
    }

    public RestClient anonymous() {
        return client;
    }

    /** A body of one key, as most requests have. */
    public static Map<String, Object> body(String key, Map<String, ?> fields) {
        return Map.of(key, fields);
    }

    @Override
    public void close() {
        server.close();
    }
}
