package stratus.oslo.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import stratus.oslo.base.Secret;

class ConfigTest {
    private static final List<Class<? extends Record>> KNOWN = List.of(Token.class, Everything.class, Strict.class);

    @TempDir
    private Path folder = Path.of("");

    @ConfigGroup("keystone.token")
    @Doc("How tokens are made.")
    record Token(
            @Doc("For how many seconds a token is valid.") @Default("3600")
            int expiration,

            @Key("allow_expired_window") @Default("172800") Duration allowExpiredWindow) {}

    @ConfigGroup("keystone")
    record Everything(
            @Default("9") long bigNumber,
            @Default("1.5") double ratio,
            @Default("true") boolean enabled,
            @Default("a b") String name,
            @Default("/var/lib/x") Path dataPath,
            @Default("a, b") List<String> names,
            @Default("physnet1=br-ex") Map<String, String> bridges,
            @Default("s3cret") Secret password,
            @Nullable String listen) {}

    @ConfigGroup("strict")
    record Strict(@Doc("the API's name") String name) {
        Strict {
            if (name.isBlank()) {
                throw new IllegalArgumentException("name must not be blank.");
            }
        }
    }

    @ConfigGroup("stores.*")
    record Named(String path, @Default("0") int weight) {}

    private Config load(String toml) {
        try {
            return Config.load(Files.writeString(folder.resolve("stratus.toml"), toml), Map.of());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aGroupWithAStarIsThereOnceForEachName() {
        List<Class<? extends Record>> known = List.of(Named.class);
        var config = load("""
                [stores.fast]
                path = "/ssd"
                weight = 3
                [stores.cheap]
                path = "/hdd"
                """);
        config.check(known);
        assertThat(config.groups(Named.class))
                .containsExactly(Map.entry("fast", new Named("/ssd", 3)), Map.entry("cheap", new Named("/hdd", 0)));
        assertThat(Config.load(null, Map.of()).groups(Named.class)).isEmpty();
        assertThatThrownBy(() -> load("[stores.fast]\npaht = \"/ssd\"").check(known))
                .hasMessage("There is no [stores.fast] paht. Did you mean [stores.fast] path?");
    }

    @Test
    void defaultsApplyWithoutAFile() {
        var config = Config.load(null, Map.of());
        assertThat(config.group(Token.class)).isEqualTo(new Token(3600, Duration.ofDays(2)));
        assertThat(config.group(Everything.class))
                .isEqualTo(new Everything(
                        9,
                        1.5,
                        true,
                        "a b",
                        Path.of("/var/lib/x"),
                        List.of("a", "b"),
                        Map.of("physnet1", "br-ex"),
                        new Secret("s3cret"),
                        null));
        config.check(KNOWN);
    }

    @Test
    void theFileWinsOverDefaultsAndTheCommandLineOverTheFile() {
        var toml = """
                [keystone]
                big-number = 4_000_000_000
                ratio = 2
                enabled = false
                names = ["x", "y,z"]
                password = "pw"
                listen = "0.0.0.0"
                [keystone.bridges]
                physnet2 = "br-two"
                [keystone.token]
                expiration = 60
                allow_expired_window = 0.5
                """;
        var config = load(toml);
        config.check(KNOWN);
        assertThat(config.group(Token.class)).isEqualTo(new Token(60, Duration.ofMillis(500)));
        assertThat(config.group(Everything.class))
                .isEqualTo(new Everything(
                        4_000_000_000L,
                        2,
                        false,
                        "a b",
                        Path.of("/var/lib/x"),
                        List.of("x", "y,z"),
                        Map.of("physnet2", "br-two"),
                        new Secret("pw"),
                        "0.0.0.0"));
        var overridden = Config.load(
                folder.resolve("stratus.toml"),
                Map.of("keystone.token.expiration", "90", "keystone.bridges", "a=b,c=d", "keystone.names", ""));
        overridden.check(KNOWN);
        assertThat(overridden.group(Token.class).expiration()).isEqualTo(90);
        assertThat(overridden.group(Everything.class).bridges()).isEqualTo(Map.of("a", "b", "c", "d"));
        assertThat(overridden.group(Everything.class).names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keystone.token.expiration = \"60\" | [keystone.token] expiration = \"60\": it must be a whole number.",
                "keystone.token.expiration = 1.5 | [keystone.token] expiration = 1.5: it must be a whole number.",
                "keystone.token.expiration = 3000000000 | expiration = 3000000000: it must be a whole number.",
                "keystone.token.allow_expired_window = -1 | allow_expired_window = -1: it must be seconds.",
                "keystone.enabled = \"yes\" | [keystone] enabled = \"yes\": it must be true or false.",
                "keystone.ratio = nan | ratio = \"NaN\": it must be a number.",
                "keystone.name = 5 | [keystone] name = 5: it must be text.",
                "keystone.names = [1] | [keystone] names = [1]: it must be a list of text.",
                "keystone.bridges = \"a\" | [keystone] bridges = \"a\": it must be a table of text.",
                "keystone.password = 1234 | [keystone] password = ***: it must be text.",
                "keystone.token = 1 | keystone.token = 1: it must be a table, [keystone.token].",
            })
    void aValueOfTheWrongTypeIsNamedWithItsKey(String line, String message) {
        var config = load(line);
        assertThatThrownBy(() -> {
                    config.group(Token.class);
                    config.group(Everything.class);
                })
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("1234");
    }

    @Test
    void whatMustBeSetAndWhatARecordRefusesIsSaid() {
        assertThatThrownBy(() -> load("").group(Strict.class))
                .isInstanceOf(ConfigException.class)
                .hasMessage("[strict] name is missing: the API's name.");
        assertThatThrownBy(() -> load("strict.name = ' '").group(Strict.class))
                .isInstanceOf(ConfigException.class)
                .hasMessage("[strict] name must not be blank.");
        assertThatThrownBy(
                        () -> Config.load(null, Map.of("keystone.bridges", "a")).group(Everything.class))
                .hasMessage("[keystone] bridges = a: it must be a table of text.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keystone.token.expiraton = 1 | There is no [keystone.token] expiraton. Did you mean [keystone.token] expiration?",
                "keystone.token.allow-expired-window = 1 | Did you mean [keystone.token] allow_expired_window?",
                "keystne.token.expiration = 1 | There is no [keystne.token] expiration. Did you mean [keystone.token] expiration?",
                "keystone.expiration = 1 | There is no [keystone] expiration. Did you mean [keystone.token] expiration?",
                "nam = 'x' | There is no nam.",
                "strict.sub.key = 1 | There is no [strict.sub] key.",
                "nonsense = {} | There is no nonsense.",
            })
    void anUnknownKeyStopsTheStartAndNamesTheNearest(String line, String message) {
        var config = load(line);
        assertThatThrownBy(() -> config.check(KNOWN))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whatIsNearNothingIsNotMistakenForAnything() {
        assertThatThrownBy(() -> load("keystone.bogus = 1").check(KNOWN)).hasMessage("There is no [keystone] bogus.");
    }

    @Test
    void everyUnknownKeyIsNamedOnceAndOverridesCount() {
        assertThatThrownBy(() -> Config.load(null, Map.of("strict.nmae", "x", "strict.mane", "y"))
                        .check(KNOWN))
                .hasMessage("There is no [strict] mane. Did you mean [strict] name?\n"
                        + "There is no [strict] nmae. Did you mean [strict] name?");
    }

    @Test
    void aBadFileIsNamedWithTheLine() {
        assertThatThrownBy(() -> load("[keystone]\nname = \n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("stratus.toml is not TOML, line 2");
        assertThatThrownBy(() -> load("[a]\nb = 1\nb = 2\n")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> Config.load(folder.resolve("none.toml"), Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.toml");
    }

    @Test
    void theReferenceListsEveryGroup() {
        assertThat(ConfigReference.markdown(List.of(Token.class, Strict.class))).isEqualTo("""
                        ## [keystone.token]

                        How tokens are made.

                        | key | is | default | |
                        |---|---|---|---|
                        | `allow_expired_window` | seconds | `172800` |  |
                        | `expiration` | a whole number | `3600` | For how many seconds a token is valid. |

                        ## [strict]

                        | key | is | default | |
                        |---|---|---|---|
                        | `name` | text | must be set | the API's name |
                        """);
    }
}
