package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration that cannot be used stops the start, and is told in a sentence. */
class MainTest {
    @TempDir
    private Path folder = Path.of("");

    private String refusal(String toml) throws IOException {
        var file = Files.writeString(folder.resolve("stratus.toml"), toml);
        var said = new StringWriter();
        var line = Main.line().setErr(new PrintWriter(said, true));
        var data = folder.resolve("data").toString();
        assertThat(line.execute("up", "--virt", "fake", "--data", data, "--config", file.toString()))
                .isEqualTo(1);
        return said.toString().strip();
    }

    @Test
    void aKeyThatIsNotKnown() throws IOException {
        assertThat(refusal("[glance]\nimage-size = 1"))
                .isEqualTo("stratus: There is no [glance] image-size. Did you mean [glance] image-size-cap?");
    }

    @Test
    void aValueOfTheWrongType() throws IOException {
        assertThat(refusal("[glance]\nimage-size-cap = \"many\""))
                .isEqualTo("stratus: [glance] image-size-cap = \"many\": it must be a whole number.");
    }

    @Test
    void whatIsNoToml() throws IOException {
        assertThat(refusal("[glance")).contains("is not TOML, line 1").doesNotContain("\tat ");
    }
}
