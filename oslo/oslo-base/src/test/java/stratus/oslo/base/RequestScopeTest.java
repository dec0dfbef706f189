package stratus.oslo.base;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class RequestScopeTest {
    @Test
    void theRequestIsKnownWithinItAndInItsLogLines() {
        assertThat(RequestScope.current()).isNull();
        RequestScope.run("req-1", () -> {
            RequestScope.run("req-2", () -> {
                assertThat(RequestScope.current()).isEqualTo("req-2");
                assertThat(MDC.get(RequestScope.KEY)).isEqualTo("req-2");
            });
            RequestScope.run(null, () -> assertThat(RequestScope.current()).isEqualTo("req-1"));
            assertThat(MDC.get(RequestScope.KEY)).isEqualTo("req-1");
        });
        assertThat(RequestScope.current()).isNull();
        assertThat(MDC.get(RequestScope.KEY)).isNull();
    }
}
