package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.glance.StoreConfig;
import stratus.glance.domain.ImageFormats;
import stratus.oslo.config.Config;

class ImageSettingsTest {
    @TempDir
    private Path folder = Path.of("");

    private ImageSettings read(String toml) throws IOException {
        var config = Config.load(Files.writeString(folder.resolve("stratus.toml"), toml), Map.of());
        config.check(ImageSettings.GROUPS);
        return ImageSettings.of(config);
    }

    @Test
    void withoutAWordEverythingIsAsUpstream() throws IOException {
        assertThat(read("")).isEqualTo(ImageSettings.usual());
    }

    @Test
    void storesAreNamedAndOneIsTheDefault() throws IOException {
        var settings = read("""
                [glance]
                default-backend = "cheap"
                use-keystone-limits = true
                [glance.store.fast]
                path = "/ssd"
                store-description = "on SSD"
                weight = 10
                [glance.store.cheap]
                path = "/hdd"
                [glance.store.web]
                type = "http"
                """);
        assertThat(settings.limits()).isTrue();
        assertThat(settings.stores())
                .containsExactly(
                        StoreConfig.file("cheap", Path.of("/hdd")),
                        new StoreConfig("fast", "file", Path.of("/ssd"), "on SSD", 10, false),
                        new StoreConfig("web", "http", null, "", 0, false));
    }

    @Test
    void formatsAreWhatTheyAreSaidToBe() throws IOException {
        var formats = read("""
                [glance.image-format]
                disk-formats = ["raw", "gpt"]
                require-image-format-match = false
                gpt-safety-checks-nonfatal = ["mbr"]
                """).options().formats();
        assertThat(formats.disk()).containsExactly("raw", "gpt");
        assertThat(formats.container()).isEqualTo(ImageFormats.usual().container());
        assertThat(formats.requireMatch()).isFalse();
        assertThat(formats.gptNonfatal()).containsExactly("mbr");
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> read("[glance]\ndefault-backend = \"x\"")).hasMessageContaining("[glance.store.x]");
        assertThatThrownBy(() -> read("[glance.store.x]\ntype = \"tape\"")).hasMessageContaining("file or http");
        assertThatThrownBy(() -> read("[glance]\nenabled-import-methods = [\"magic\"]"))
                .hasMessageContaining("magic");
    }
}
