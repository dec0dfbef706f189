package stratus.keystone.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;

/** After the examples of RFC 5849. */
class SignedRequestTest {
    private static final Secret CONSUMER = new Secret("kd94hf93k423kf44");

    private static final SignedRequest ASKING = new SignedRequest(
            "POST",
            "https://photos.example.net/initiate",
            Map.of(
                    "oauth_consumer_key", "dpf43f3p2l4k3l03",
                    "oauth_signature_method", "HMAC-SHA1",
                    "oauth_timestamp", "137131200",
                    "oauth_nonce", "wIjqoxSZ",
                    "oauth_callback", "http://printer.example.com/ready",
                    "oauth_signature", "/UvthHqLWsq3QBhDNNbCXRUcFvI="),
            List.of());

    private static final SignedRequest USING = new SignedRequest(
            "GET",
            "http://photos.example.net/photos",
            Map.of(
                    "oauth_consumer_key", "dpf43f3p2l4k3l03",
                    "oauth_token", "nnch734d00sl2jdk",
                    "oauth_signature_method", "HMAC-SHA1",
                    "oauth_timestamp", "137131202",
                    "oauth_nonce", "chapoH",
                    "oauth_signature", "MdpQcU8iPSUjWoN/UDMsK2sui9I="),
            List.of(Map.entry("file", "vacation.jpg"), Map.entry("size", "original")));

    @Test
    void whoKnowsTheSecretsSigned() {
        assertThat(ASKING.signedWith(CONSUMER, null)).isTrue();
        assertThat(USING.signedWith(CONSUMER, new Secret("pfkkdhi9sl3r4s00"))).isTrue();
    }

    @Test
    void whoDoesNotDidNot() {
        assertThat(ASKING.signedWith(new Secret("another"), null)).isFalse();
        assertThat(USING.signedWith(CONSUMER, null)).isFalse();
        assertThat(USING.signedWith(CONSUMER, new Secret("another"))).isFalse();
    }

    @Test
    void parametersAreSortedAsTheyAreEncoded() {
        var request = new SignedRequest(
                "POST",
                "http://example.com/request",
                Map.of(
                        "oauth_consumer_key", "9djdj82h48djs9d2",
                        "oauth_token", "kkk9d7dh3k39sjv7",
                        "oauth_signature_method", "HMAC-SHA1",
                        "oauth_timestamp", "137131201",
                        "oauth_nonce", "7d8f3e4a",
                        "oauth_signature", "left out"),
                List.of(
                        Map.entry("b5", "=%3D"),
                        Map.entry("a3", "a"),
                        Map.entry("c@", ""),
                        Map.entry("a2", "r b"),
                        Map.entry("c2", ""),
                        Map.entry("a3", "2 q")));
        assertThat(request.text())
                .isEqualTo(
                        "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D"
                                + "%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a"
                                + "%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201"
                                + "%26oauth_token%3Dkkk9d7dh3k39sjv7");
    }

    @Test
    void anOldOneIsRefused() {
        var now = Instant.parse("2026-11-23T09:00:00Z");
        assertThatThrownBy(() -> ASKING.requireWhole(now)).isInstanceOf(Fault.Invalid.class);
    }
}
