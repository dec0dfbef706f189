package stratus.nova;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test with a Compute of its own. */
abstract class WithNova {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    TestNova nova;

    @BeforeEach
    void start() {
        nova = new TestNova(folder);
    }

    @AfterEach
    void stop() {
        nova.close();
    }
}
