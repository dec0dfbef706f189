package stratus.glance.domain;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How imports work.
 *
 * @param methods that clients may ask for
 * @param plugins what is done to every image on its way, in this order
 * @param outputFormat what images are converted to: {@code raw}, {@code qcow2} or {@code vmdk}
 * @param inject properties that images get
 * @param spared roles whose images do not
 * @param copied beginnings of the properties that come along from another region
 */
public record ImportRules(
        List<String> methods,
        List<String> plugins,
        String outputFormat,
        Map<String, String> inject,
        Set<String> spared,
        List<String> copied) {
    private static final Set<String> METHODS = Set.of("glance-direct", "web-download", "copy-image", "glance-download");
    private static final Set<String> PLUGINS =
            Set.of("no_op", "image_decompression", "image_conversion", "inject_image_metadata");
    private static final Set<String> FORMATS = Set.of("raw", "qcow2", "vmdk");

    public ImportRules {
        require(METHODS, methods, "enabled-import-methods");
        require(PLUGINS, plugins, "image-import-plugins");
        require(FORMATS, List.of(outputFormat), "output-format");
    }

    private static void require(Set<String> known, List<String> named, String option) {
        for (var one : named) {
            if (!known.contains(one)) {
                throw new IllegalArgumentException("%s cannot have %s.".formatted(option, one));
            }
        }
    }

    /** Upstream's defaults, and copies between stores, which there are several of. */
    public static ImportRules usual() {
        return new ImportRules(
                List.of("glance-direct", "web-download", "copy-image"),
                List.of(),
                "raw",
                Map.of(),
                Set.of("admin"),
                List.of("hw_", "trait:", "os_distro", "os_secure_boot", "os_type"));
    }

    /** With one store there is nowhere to copy to. */
    public ImportRules among(int stores) {
        var left = methods.stream()
                .filter(method -> stores > 1 || !method.equals("copy-image"))
                .toList();
        return new ImportRules(left, plugins, outputFormat, inject, spared, copied);
    }

    public ImportRules withPlugins(String... others) {
        return new ImportRules(methods, List.of(others), outputFormat, inject, spared, copied);
    }

    public ImportRules withMethods(String... others) {
        return new ImportRules(List.of(others), plugins, outputFormat, inject, spared, copied);
    }

    public ImportRules injecting(Map<String, String> properties) {
        return new ImportRules(methods, plugins, outputFormat, Map.copyOf(properties), spared, copied);
    }
}
