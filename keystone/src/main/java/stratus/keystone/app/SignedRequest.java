package stratus.keystone.app;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;

/**
 * A request that was signed as RFC 5849 has it, in its header.
 *
 * @param url without the query
 * @param parameters those of the header, the realm left out
 * @param query names and values, in pairs
 */
public record SignedRequest(
        String method, String url, Map<String, String> parameters, List<Map.Entry<String, String>> query) {
    private static final Map<String, String> MACS = Map.of("HMAC-SHA1", "HmacSHA1", "HMAC-SHA256", "HmacSHA256");
    private static final String SIGNATURE = "oauth_signature";
    /** How far the clocks of two machines may be apart. */
    private static final Duration DRIFT = Duration.ofMinutes(10);

    /** A parameter that has to be there. */
    String required(String name) {
        var value = parameters.get(name);
        if (value == null || value.isEmpty()) {
            throw new Fault.Invalid(
                    "Expecting to find %s in request. The server could not comply with the request since it is either"
                                    .formatted(name)
                            + " malformed or otherwise incorrect. The client is assumed to be in error.");
        }
        return value;
    }

    String consumer() {
        return required("oauth_consumer_key");
    }

    String token() {
        return required("oauth_token");
    }

    /** Throws {@link Fault.Invalid} for what is not complete, or of another time. */
    void requireWhole(Instant now) {
        Stream.of(SIGNATURE, "oauth_signature_method", "oauth_timestamp", "oauth_nonce")
                .forEach(this::required);
        if (!MACS.containsKey(required("oauth_signature_method"))) {
            throw malformed("Invalid signature method.");
        }
        if (!parameters.getOrDefault("oauth_version", "1.0").equals("1.0")) {
            throw malformed("Invalid OAuth version.");
        }
        var timestamp = required("oauth_timestamp");
        if (!timestamp.matches("\\d{10}")) {
            throw malformed("Invalid timestamp size");
        }
        if (Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), now)
                        .abs()
                        .compareTo(DRIFT)
                > 0) {
            throw malformed(
                    "Timestamp given is invalid, differ from allowed by over %d seconds.".formatted(DRIFT.toSeconds()));
        }
    }

    private static Fault malformed(String problem) {
        return new Fault.Invalid(
                "Validation failed with errors: invalid_request, detail message is: %s.".formatted(problem));
    }

    /** Whether who knows both secrets signed it. */
    boolean signedWith(Secret consumer, @Nullable Secret token) {
        var key = encode(consumer.value()) + "&" + (token == null ? "" : encode(token.value()));
        try {
            var name = MACS.getOrDefault(required("oauth_signature_method"), "HmacSHA1");
            var mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), name));
            var right = mac.doFinal(text().getBytes(StandardCharsets.UTF_8));
            var given = required(SIGNATURE).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(Base64.getEncoder().encode(right), given);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is signed. */
    String text() {
        var parts = Stream.concat(parameters.entrySet().stream(), query.stream())
                .filter(pair -> !pair.getKey().equals(SIGNATURE))
                .map(pair -> Map.entry(encode(pair.getKey()), encode(pair.getValue())))
                .sorted(Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue()))
                .map(pair -> pair.getKey() + "=" + pair.getValue())
                .collect(Collectors.joining("&"));
        return Stream.of(method, url, parts).map(SignedRequest::encode).collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
