package stratus.placement.domain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import stratus.placement.PlacementConfig;

/** The two vocabularies, each with standard names that every cloud has and custom ones of its own. */
public enum Kind {
    TRAIT("trait", "traits.txt"),
    RESOURCE_CLASS("resource_class", "resource-classes.txt");

    private static final Pattern CUSTOM = Pattern.compile("CUSTOM_[A-Z0-9_]{1,248}");

    private final String table;
    private final List<String> standard;

    Kind(String table, String resource) {
        this.table = table;
        this.standard = read(resource);
    }

    public String table() {
        return table;
    }

    public List<String> standard() {
        return standard;
    }

    public static boolean isCustom(String name) {
        return CUSTOM.matcher(name).matches();
    }

    private static List<String> read(String resource) {
        try (var in = PlacementConfig.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
