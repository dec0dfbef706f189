package stratus.keystone.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import stratus.oslo.base.Secret;

class Ec2SignatureTest {
    private static final Secret SECRET = new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    /** Amazon's own example of the fourth version. */
    @Test
    void theFourthVersionIsAmazons() {
        var headers = Map.of(
                "Host", "iam.amazonaws.com",
                "Content-Type", "application/x-www-form-urlencoded; charset=utf-8",
                "X-Amz-Date", "20150830T123600Z",
                "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                                + " SignedHeaders=content-type;host;x-amz-date, Signature=x");
        var request = new Ec2Request(
                "AKIDEXAMPLE",
                "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7",
                "GET",
                "iam.amazonaws.com",
                "/",
                Map.of("Action", "ListUsers", "Version", "2010-05-08"),
                headers,
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "");
        assertThat(request.signedWith(SECRET)).isTrue();
        assertThat(request.signedWith(new Secret("other"))).isFalse();
    }

    @Test
    void aRequestThatSaysNoVersionIsSignedByNobody() {
        var request = new Ec2Request("a", "", "GET", "h", "/", Map.of(), Map.of(), "", "");
        assertThat(request.signedWith(SECRET)).isFalse();
    }
}
