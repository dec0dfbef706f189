package stratus.keystone.api;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/** Requests signed with EC2 credentials, as a service hands them to Keystone. */
final class Signed {
    private Signed() {}

    /** By the second version, without a time. */
    static Map<String, ?> ec2(JsonNode credential) {
        var secret = credential.path("secret").stringValue();
        var text = "GET\nhost\n/\nAction=Look&SignatureMethod=HmacSHA256&SignatureVersion=2";
        var signature = hmac("HmacSHA256", secret, text);
        return Map.of(
                "credentials",
                Map.of(
                        "access",
                        credential.path("access").stringValue(),
                        "signature",
                        signature,
                        "verb",
                        "GET",
                        "host",
                        "host",
                        "path",
                        "/",
                        "params",
                        Map.of("Action", "Look", "SignatureVersion", "2", "SignatureMethod", "HmacSHA256")));
    }

    static Map<String, ?> s3(JsonNode credential, String secret) {
        var text = "GET\n\n\nMon, 23 Nov 2026 09:00:00 GMT\n/bucket/key";
        var token = Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        return Map.of(
                "credentials",
                Map.of(
                        "access",
                        credential.path("access").stringValue(),
                        "token",
                        token,
                        "signature",
                        hmac("HmacSHA1", secret, text)));
    }

    private static String hmac(String algorithm, String secret, String text) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
