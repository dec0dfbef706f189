package stratus.oslo.messaging;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every transport puts on the wire: JSON of a record's components.
 *
 * <p>Unknown components are what a newer peer says, and ignored; absent ones are what an older peer does not say, and
 * null or zero. A sealed type needs {@code @JsonTypeInfo}.
 */
public final class Codec {
    private final JsonMapper json = JsonMapper.builder()
            .disable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .changeDefaultVisibility(v -> v.withVisibility(PropertyAccessor.IS_GETTER, Visibility.NONE))
            .build();

    public byte[] encode(@Nullable Object value, Type type) {
        try {
            return json.writerFor(json.constructType(type)).writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "%s cannot be sent: %s".formatted(type.getTypeName(), e.getOriginalMessage()), e);
        }
    }

    /** A {@link Fault} that a record's constructor throws comes out as itself. */
    public <T> T decode(byte[] bytes, Type type) {
        try {
            return json.readValue(bytes, json.constructType(type));
        } catch (JacksonException e) {
            if (e.getCause() instanceof Fault fault) {
                throw fault;
            }
            throw new IllegalArgumentException(
                    "%s cannot be read: %s".formatted(type.getTypeName(), e.getOriginalMessage()), e);
        }
    }
}
