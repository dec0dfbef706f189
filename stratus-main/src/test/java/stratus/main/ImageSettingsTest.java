package stratus.main;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import stratus.glance.StoreConfig;
import stratus.glance.domain.ImageFormats;
import stratus.glance.domain.ImageLimits;
import stratus.glance.domain.TransferLimits;
import stratus.glance.domain.WorkerRules;
import stratus.oslo.base.Fault;
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
    void transfersAreHeldToSizesAndTimes() throws IOException {
        var options = read("""
                [glance]
                image-size-cap = 1000
                web-connect-timeout = 1
                web-read-timeout = 2
                [glance.image-import-opts]
                image-import-plugins = ["image_decompression", "image_conversion"]
                """).options();
        assertThat(options.transfers())
                .isEqualTo(new TransferLimits(Duration.ofSeconds(1), Duration.ofSeconds(2), 1000));
        assertThat(options.imports().plugins()).containsExactly("image_decompression", "image_conversion");
    }

    @Test
    void eachOfSeveralHasAnAddressACacheAndTasks() throws IOException {
        assertThat(read("[glance]").options().worker()).isEqualTo(WorkerRules.usual());
        var worker = read("""
                [glance]
                worker-self-reference-url = "http://10.0.0.1:9292"
                image-cache-max-size = 1000
                cache-prefetcher-interval = 300
                [glance.task]
                task-time-to-live = 1
                """).options().worker();
        assertThat(worker)
                .isEqualTo(new WorkerRules("http://10.0.0.1:9292", Duration.ofHours(1), 1000, Duration.ofMinutes(5)));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> read("[glance.task]\ntask-time-to-live = -1"))
                .hasMessageContaining("task-time-to-live");
        assertThatThrownBy(() -> read("[glance]\nimage-cache-max-size = -1"))
                .hasMessageContaining("image-cache-max-size");
        assertThatThrownBy(() -> read("[glance]\ncache-prefetcher-interval = -1"))
                .hasMessageContaining("cache-prefetcher-interval");
        assertThatThrownBy(() -> read("[glance]\nweb-read-timeout = 0")).hasMessageContaining("web-read-timeout");
        assertThatThrownBy(() -> read("[glance]\nimage-size-cap = 0")).hasMessageContaining("image-size-cap");
        assertThatThrownBy(() -> read("[glance]\ndefault-backend = \"x\"")).hasMessageContaining("[glance.store.x]");
        assertThatThrownBy(() -> read("[glance.store.x]\ntype = \"tape\"")).hasMessageContaining("file or http");
        assertThatThrownBy(() -> read("[glance.store.x]\npath = \"\"")).hasMessageContaining("begin with /");
        assertThatThrownBy(() -> read("[glance.store.x]\npath = \"images\"")).hasMessageContaining("begin with /");
        assertThatThrownBy(() -> read("[glance.store.x]\ntype = \"http\"\npath = \"/images\""))
                .hasMessageContaining("has no path");
        assertThatThrownBy(() -> read("[glance]\nworker-self-reference-url = \"10.0.0.1\""))
                .hasMessageContaining("worker-self-reference-url");
        assertThatThrownBy(() -> read("[glance]\nenabled-import-methods = [\"magic\"]"))
                .hasMessageContaining("magic");
    }

    @Test
    void whatImagesMayHaveIsTheOperatorsChoice() throws IOException {
        var file = Files.writeString(
                folder.resolve("protection.conf"), "[.*]\ncreate = @\nread = @\nupdate = @\ndelete = admin\n");
        var rules = read("""
                [glance]
                image-member-quota = 1
                image-property-quota = 2
                image-tag-quota = -1
                image-location-quota = 4
                user-storage-quota = "2GB"
                limit-param-default = 5
                api-limit-max = 6
                property-protection-file = "%s"
                """.formatted(file)).rules();
        assertThat(rules.limits()).isEqualTo(new ImageLimits(new ImageLimits.Parts(1, 2, -1, 4), 2L << 30, 5, 6));
        assertThat(rules.protection().allows("delete", "any", "member"::equals)).isFalse();
        for (var bad :
                List.of("user-storage-quota = \"2 GB\"", "api-limit-max = 0", "property-protection-file = \"/no\"")) {
            assertThatThrownBy(() -> read("[glance]\n" + bad)).isInstanceOf(Fault.Invalid.class);
        }
    }
}
