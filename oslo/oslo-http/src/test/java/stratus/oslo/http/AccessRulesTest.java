package stratus.oslo.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccessRulesTest {
    @Test
    void aStarIsOneSegmentAndTwoAreAnyNumber() {
        assertThat("/v2.1/servers/a/ips").matches(AccessRules.pattern("/v2.1/servers/*/ips"));
        assertThat("/v2.1/servers/a/b/ips").doesNotMatch(AccessRules.pattern("/v2.1/servers/*/ips"));
        assertThat("/v2.1/servers/a/b/ips").matches(AccessRules.pattern("/v2.1/**"));
        assertThat("/v2.1/servers/a").matches(AccessRules.pattern("/v2.1/servers/{server_id}"));
    }

    @Test
    void theRestOfAPathIsMeantAsItIsWritten() {
        assertThat("/v2x1").doesNotMatch(AccessRules.pattern("/v2.1"));
    }
}
