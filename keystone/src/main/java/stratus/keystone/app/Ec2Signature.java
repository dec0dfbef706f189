package stratus.keystone.app;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import stratus.oslo.base.Secret;

/** Signs requests as Amazon's clients do, versions 0, 1, 2 and 4, and S3's strings. */
final class Ec2Signature {
    private static final String V4 = "AWS4-HMAC-SHA256";

    private final String secret;

    Ec2Signature(Secret secret) {
        this.secret = secret.value();
    }

    /** Whether a signature is that of the request; a port that the client left out of the host is forgiven. */
    boolean fits(Ec2Request request) {
        return same(sign(request), request.signature())
                || request.host().contains(":")
                        && same(sign(request.withHost(request.host().replaceFirst(":\\d+$", ""))), request.signature());
    }

    /** Nothing is the same as no signature. */
    static boolean same(String a, String b) {
        return !a.isEmpty()
                && MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private String sign(Ec2Request r) {
        if (r.authorization().startsWith(V4) || V4.equals(r.params().get("X-Amz-Algorithm"))) {
            return version4(r);
        }
        return switch (r.params().getOrDefault("SignatureVersion", "")) {
            case "0" ->
                base64(hmac(
                        "HmacSHA1",
                        r.params().getOrDefault("Action", "") + r.params().getOrDefault("Timestamp", "")));
            case "1" -> base64(hmac("HmacSHA1", version1(r)));
            case "2" -> {
                boolean sha1 = "HmacSHA1".equals(r.params().get("SignatureMethod"));
                yield base64(hmac(sha1 ? "HmacSHA1" : "HmacSHA256", version2(r)));
            }
            default -> "";
        };
    }

    private static String version1(Ec2Request r) {
        return r.params().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.comparing(k -> k.toLowerCase(Locale.ROOT))))
                .map(e -> e.getKey() + e.getValue())
                .collect(Collectors.joining());
    }

    private static String version2(Ec2Request r) {
        return "%s\n%s\n%s\n%s".formatted(r.verb(), r.host(), r.path(), query(r.params()));
    }

    private static String query(Map<String, String> params) {
        return new TreeMap<>(params)
                .entrySet().stream()
                        .filter(e -> !e.getKey().equals("X-Amz-Signature"))
                        .map(e -> encode(e.getKey()) + "=" + encode(e.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private String version4(Ec2Request r) {
        var signed = r.part("SignedHeaders", "X-Amz-SignedHeaders");
        var credential = r.part("Credential", "X-Amz-Credential").split("/", -1);
        if (credential.length != 5) {
            return "";
        }
        var scope = String.join("/", Arrays.copyOfRange(credential, 1, credential.length));
        var headers = Arrays.stream(signed.split(";", -1))
                .map(name -> name + ":" + (name.equals("host") ? r.host() : r.header(name)).strip() + "\n")
                .collect(Collectors.joining());
        var canonical = String.join("\n", r.verb(), r.path(), query(r.params()), headers, signed, r.bodyHash());
        var text = String.join("\n", V4, r.date(), scope, sha256(canonical));
        return HexFormat.of().formatHex(hmac("HmacSHA256", key4(credential), text));
    }

    /** What S3's gateway was sent, which is signed as it is. */
    String s3(String text) {
        if (!text.startsWith("AWS4")) {
            return base64(hmac("HmacSHA1", text));
        }
        var lines = text.split("\n", -1);
        var scope = lines.length == 4 ? ("/" + lines[2]).split("/", -1) : new String[0];
        boolean known = scope.length == 5
                && lines[0].equals(V4)
                && scope[4].equals("aws4_request")
                && List.of("s3", "iam", "sts").contains(scope[3]);
        return known ? HexFormat.of().formatHex(hmac("HmacSHA256", key4(scope), text)) : "";
    }

    /** {@code scope}: anything, date, region, service, aws4_request. */
    private byte[] key4(String[] scope) {
        var key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (int i = 1; i < scope.length; i++) {
            key = hmac("HmacSHA256", key, scope[i]);
        }
        return key;
    }

    private byte[] hmac(String algorithm, String text) {
        return hmac(algorithm, secret.getBytes(StandardCharsets.UTF_8), text);
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
