package stratus.oslo.http;

import java.time.Instant;
import stratus.oslo.base.Fault;
import stratus.oslo.base.TimeFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

/**
 * Bodies to records and back, as one service writes them.
 *
 * <p>Component names are written in snake case unless {@code @JsonProperty} says else. What upstream's schemas refuse is
 * refused, and nothing is guessed.
 */
public final class Codec {
    private final JsonMapper mapper;

    public Codec(TimeFormat times) {
        this.mapper =
                strict().addModule(times(times)).addModule(Versioned.module()).build();
    }

    /** JSON text; a bad one is {@link Fault.Invalid}. */
    public JsonNode parse(byte[] body) {
        try {
            var node = mapper.readTree(body);
            if (node == null || node.isMissingNode()) {
                return mapper.createObjectNode();
            }
            return node;
        } catch (DatabindException e) {
            throw new Fault.Invalid("Malformed request body: there is more after its end");
        } catch (JacksonException e) {
            throw new Fault.Invalid("Malformed request body: " + e.getOriginalMessage());
        }
    }

    /** See {@link Request#body}. */
    public <T extends Record> T read(JsonNode body, Class<T> type, Microversion version) {
        if (!(body instanceof ObjectNode object)) {
            throw new Fault.Invalid("The request body is not a JSON object.");
        }
        return Shape.of(type).read(object, version, mapper);
    }

    public byte[] write(Object body, Microversion version) {
        return mapper.writer().withAttribute(Versioned.ATTRIBUTE, version).writeValueAsBytes(body);
    }

    private static JsonMapper.Builder strict() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT) // 1.7 is no integer
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS) // "5" is no number, 1 is not true
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .withCoercionConfig(
                        LogicalType.Textual,
                        c -> c.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)) // 5 is no string
                .withCoercionConfigDefaults(
                        c -> c.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)); // "" is no UUID
    }

    private static SimpleModule times(TimeFormat format) {
        return new SimpleModule("times").addSerializer(new StdSerializer<Instant>(Instant.class) {
            @Override
            public void serialize(Instant time, JsonGenerator out, SerializationContext context) {
                out.writeString(format.write(time));
            }
        });
    }
}
