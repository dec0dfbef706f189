package stratus.glance.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlanceErrorsTest {
    @AutoClose
    static final TestGlance glance = new TestGlance();

    @Test
    void aBrowserAndWhoeverTakesEverythingGetHtml() {
        var answer = glance.as("member").header("Accept", "*/*").exchange("GET", "/v2/images/%3Cb%3E", null);
        assertThat(answer.headers().get("content-type")).isEqualTo("text/html; charset=UTF-8");
        assertThat(answer.body().path("text").asString()).isEqualTo("""
                <html>
                 <head>
                  <title>404 Not Found</title>
                 </head>
                 <body>
                  <h1>404 Not Found</h1>
                  No image found with ID &lt;b&gt;<br /><br />



                 </body>
                </html>""");
    }

    @Test
    void whoeverWantsJsonGetsTheSameInIt() {
        var answer = glance.as("member").exchange("GET", "/v2/images/nowhere", null);
        assertThat(answer.body().path("message").asString())
                .isEqualTo("No image found with ID nowhere<br /><br />\n\n\n");
        assertThat(answer.body().path("code").asString()).isEqualTo("404 Not Found");
    }

    @Test
    void whoeverWantsNeitherGetsText() {
        var answer = glance.as("member").header("Accept", "image/png").exchange("GET", "/v2/images/nowhere", null);
        assertThat(answer.headers().get("content-type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(answer.body().path("text").asString())
                .isEqualTo("404 Not Found\n\nNo image found with ID nowhere\n\n   ");
    }

    @Test
    void aStrangerIsToldTheSameWay() {
        var answer = glance.as("nonsense").exchange("GET", "/v2/images", null);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(TestGlance.said(answer)).startsWith("This server could not verify");
        assertThat(answer.headers()).containsEntry("www-authenticate", "Keystone uri=\"http://keystone:5000\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            */*                                | HTML
            application/json                   | JSON
            APPLICATION/JSON                   | JSON
            application/json, */*;q=0.5        | JSON
            text/*, application/json           | HTML
            text/html;q=0.3, application/*     | JSON
            text/html;level=1, application/*   | JSON
            text/html;q=0, */*                 | JSON
            image/png                          | NEITHER
            nonsense                           | HTML
            """)
    void theNearestRangeDecides(String header, Accepted accepted) {
        assertThat(Accepted.of(header)).isEqualTo(accepted);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", ","})
    void whoSaysNothingWantsText(String header) {
        assertThat(Accepted.of(header)).isEqualTo(Accepted.NEITHER);
    }
}
