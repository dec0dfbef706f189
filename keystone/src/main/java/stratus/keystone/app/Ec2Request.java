package stratus.keystone.app;

import java.util.Map;
import java.util.regex.Pattern;
import stratus.oslo.base.Secret;

/**
 * A request that was signed with an EC2 credential, as the service that got it describes it.
 *
 * @param s3 what S3's gateway was sent, where it is that; else empty
 */
public record Ec2Request(
        String access,
        String signature,
        String verb,
        String host,
        String path,
        Map<String, String> params,
        Map<String, String> headers,
        String bodyHash,
        String s3) {
    Ec2Request withHost(String other) {
        return new Ec2Request(access, signature, verb, other, path, params, headers, bodyHash, s3);
    }

    boolean signedWith(Secret secret) {
        var signer = new Ec2Signature(secret);
        return s3.isEmpty() ? signer.fits(this) : Ec2Signature.same(signer.s3(s3), signature);
    }

    String header(String name) {
        return headers.entrySet().stream()
                .filter(e -> e.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    String authorization() {
        return header("Authorization");
    }

    /** A part of the Authorization header, or the parameter that stands for it. */
    String part(String name, String param) {
        var found = Pattern.compile(name + "=([^,\\s]+)").matcher(authorization());
        return found.find() ? found.group(1) : params.getOrDefault(param, "");
    }

    /** When it was signed; empty where it does not say. */
    String date() {
        var header = header("X-Amz-Date");
        return header.isEmpty() ? params.getOrDefault("X-Amz-Date", "") : header;
    }
}
