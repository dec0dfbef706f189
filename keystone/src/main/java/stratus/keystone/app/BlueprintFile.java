package stratus.keystone.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import stratus.keystone.domain.Blueprint;
import stratus.oslo.base.Fault;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Blueprints as YAML. */
final class BlueprintFile {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(v -> v.withValueInclusion(JsonInclude.Include.NON_EMPTY))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .build();

    private BlueprintFile() {}

    static String write(Blueprint blueprint) {
        return YAML.writeValueAsString(blueprint);
    }

    /** What is not as a blueprint has it is {@link Fault.Invalid}, with its place. */
    static Blueprint read(String text) {
        Blueprint blueprint;
        try {
            blueprint = YAML.readValue(text, Blueprint.class);
        } catch (JacksonException e) {
            var at = e.getLocation();
            throw new Fault.Invalid("The file cannot be read%s: %s"
                    .formatted(at == null ? "" : " at line " + at.getLineNr(), e.getOriginalMessage()));
        }
        requireFormat(blueprint);
        return blueprint;
    }

    private static void requireFormat(@Nullable Blueprint blueprint) {
        if (blueprint == null || !Blueprint.FORMAT.equals(blueprint.format())) {
            throw new Fault.Invalid("The file does not say that it is one of these: format: " + Blueprint.FORMAT);
        }
    }
}
