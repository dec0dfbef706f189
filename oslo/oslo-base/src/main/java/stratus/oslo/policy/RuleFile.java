package stratus.oslo.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import stratus.oslo.config.ConfigException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A YAML file of rule names and their check-strings. */
final class RuleFile {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private RuleFile() {}

    static Map<String, String> read(Path file) {
        try (var in = Files.newInputStream(file)) {
            return read(in, file.toString());
        } catch (IOException e) {
            throw new ConfigException("The policy file %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    static Map<String, String> read(InputStream in, String name) {
        JsonNode root;
        try {
            root = YAML.readTree(in);
        } catch (JacksonException e) {
            throw new ConfigException("%s is not YAML: %s".formatted(name, e.getMessage()), e);
        }
        if (root.isMissingNode() || root.isNull()) {
            return Map.of();
        }
        if (!root.isObject()) {
            throw new ConfigException(name + " is not a map of rule names to check-strings.");
        }
        var rules = new LinkedHashMap<String, String>();
        root.properties().forEach(rule -> rules.put(rule.getKey(), checkString(name, rule.getKey(), rule.getValue())));
        return rules;
    }

    private static String checkString(String file, String rule, JsonNode value) {
        if (!value.isString()) {
            throw new ConfigException(
                    "%s: rule '%s' is %s; write a check-string in quotes, such as \"role:admin\", \"@\" or \"!\"."
                            .formatted(file, rule, value.isNull() ? "empty" : value));
        }
        return value.stringValue();
    }
}
