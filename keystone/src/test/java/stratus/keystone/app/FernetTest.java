package stratus.keystone.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.keystone.domain.Scope;
import stratus.keystone.domain.TokenData;

class FernetTest {
    @TempDir
    Path folder;

    @Test
    void theSpecificationsOwnTokenOpens() throws IOException {
        Files.writeString(folder.resolve("0"), "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=");
        var fernet = new Fernet(new KeyRepository(folder, 3));
        var token =
                "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";
        assertThat(fernet.open(token)).hasValue("hello".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTokenOutlivesItsKeysTimeAsPrimaryUntilTheKeyIsGone() {
        var keys = new KeyRepository(folder, 3);
        var fernet = new Fernet(keys);
        var token = fernet.seal(new byte[] {1, 2, 3}, Instant.EPOCH);
        keys.rotate();
        assertThat(fernet.open(token)).isPresent();
        assertThat(new Fernet(new KeyRepository(folder, 3)).open(token)).isPresent();
        keys.rotate();
        assertThat(fernet.open(token)).isEmpty();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("0", "2", "3");
    }

    @Test
    void aPayloadIsReadAsItWasWritten() {
        var audit = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[16]);
        for (var scope : List.of(
                new Scope.Unscoped(),
                new Scope.OfProject("0123456789abcdef0123456789abcdef"),
                new Scope.OfDomain("default"),
                new Scope.OfSystem())) {
            var data = new TokenData(
                    "a".repeat(64),
                    List.of("password", "token"),
                    scope,
                    Instant.parse("2026-01-02T03:04:05.678901Z"),
                    Instant.parse("2026-01-02T04:04:05.678901Z"),
                    List.of(audit, audit),
                    null);
            assertThat(TokenFormat.read(TokenFormat.write(data))).isEqualTo(data);
            assertThat(new Fernet(new KeyRepository(folder, 3)).seal(TokenFormat.write(data), Instant.EPOCH))
                    .hasSizeBetween(32, 255);
        }
    }
}
