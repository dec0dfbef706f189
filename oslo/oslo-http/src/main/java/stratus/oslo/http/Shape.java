package stratus.oslo.http;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a body must look like, read off a record: names, what must be there, and at which versions it may be. */
final class Shape {
    private static final Map<Class<?>, Shape> KNOWN = new ConcurrentHashMap<>();

    private final Class<?> type;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final @Nullable String extra;

    private record Part(
            String name,
            boolean required,
            int since,
            int until,
            @Nullable Class<?> record) {
        boolean at(Microversion v) {
            return v.minor() >= since && v.minor() <= until;
        }
    }

    private Shape(Class<?> type) {
        this.type = type;
        String rest = null;
        for (var component : type.getRecordComponents()) {
            if (component.isAnnotationPresent(Extra.class)) {
                rest = name(component);
            } else {
                parts.put(name(component), part(component));
            }
        }
        this.extra = rest;
    }

    static Shape of(Class<?> record) {
        return KNOWN.computeIfAbsent(record, Shape::new);
    }

    <T> T read(ObjectNode body, Microversion version, JsonMapper mapper) {
        var checked = check(body, "", version);
        try {
            @SuppressWarnings("unchecked")
            var result = (T) mapper.treeToValue(checked, type);
            return result;
        } catch (DatabindException e) {
            throw refusal(e, checked);
        } catch (JacksonException e) {
            throw new Fault.Invalid(e.getOriginalMessage());
        }
    }

    /** The same object with its extra fields gathered under the component that takes them. */
    private ObjectNode check(ObjectNode body, String path, Microversion version) {
        var result = body.objectNode();
        var extras = body.objectNode();
        var unexpected = new ArrayList<String>();
        body.forEachEntry((name, value) -> {
            var part = parts.get(name);
            if (part != null && part.at(version)) {
                result.set(name, nested(value, part, path + name, version));
            } else if (extra != null) {
                extras.set(name, value);
            } else {
                unexpected.add("'" + name + "'");
            }
        });
        refuse(unexpected, path);
        parts.values().forEach(p -> present(p, result, path, version));
        if (extra != null) {
            result.set(extra, extras);
        }
        return result;
    }

    private static JsonNode nested(JsonNode value, Part part, String path, Microversion version) {
        if (part.record() == null) {
            return value;
        }
        var shape = of(part.record());
        if (value instanceof ObjectNode object) {
            return shape.check(object, path + ".", version);
        }
        if (value instanceof ArrayNode array) {
            var result = array.arrayNode();
            int at = 0;
            for (var item : array) {
                result.add(item instanceof ObjectNode o ? shape.check(o, path + "." + at + ".", version) : item);
                at++;
            }
            return result;
        }
        return value;
    }

    private static void refuse(List<String> unexpected, String path) {
        if (!unexpected.isEmpty()) {
            throw new Fault.Invalid(
                    field(path),
                    "Additional properties are not allowed (%s %s unexpected)"
                            .formatted(String.join(", ", unexpected), unexpected.size() == 1 ? "was" : "were"));
        }
    }

    private static void present(Part part, ObjectNode body, String path, Microversion version) {
        if (!part.required() || !part.at(version)) {
            return;
        }
        var value = body.get(part.name());
        if (value == null) {
            throw new Fault.Invalid(field(path), "'%s' is a required property".formatted(part.name()));
        }
        if (value.isNull()) {
            throw new Fault.Invalid(path + part.name(), "None is not valid under any of the given schemas");
        }
    }

    /** A fault of the record's own constructor comes out as itself. */
    private static RuntimeException refusal(DatabindException e, ObjectNode body) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Fault fault) {
                return fault;
            }
        }
        return WrongType.of(e, body);
    }

    private static String field(String path) {
        return path.isEmpty() ? "body" : path.substring(0, path.length() - 1);
    }

    private static Part part(RecordComponent c) {
        var since = c.getAnnotation(Since.class);
        var until = c.getAnnotation(Until.class);
        return new Part(
                name(c),
                !c.getAnnotatedType().isAnnotationPresent(Nullable.class),
                since == null ? 0 : since.value(),
                until == null ? Integer.MAX_VALUE : until.value(),
                record(c.getAnnotatedType()));
    }

    private static String name(RecordComponent c) {
        var said = c.getAccessor().getAnnotation(JsonProperty.class);
        return said != null && !said.value().isEmpty() ? said.value() : Names.SNAKE.of(c.getName());
    }

    /** The record that a component is, or is a list of. */
    private static @Nullable Class<?> record(AnnotatedType type) {
        if (type.getType() instanceof Class<?> c) {
            return c.isRecord()
                            && c.getRecordComponents().length > 0
                            && !stratus.oslo.base.Ids.Id.class.isAssignableFrom(c)
                            && c != stratus.oslo.base.Secret.class
                    ? c
                    : null;
        }
        if (type instanceof AnnotatedParameterizedType p
                && p.getType() instanceof ParameterizedType generic
                && generic.getRawType() instanceof Class<?> raw
                && List.class.isAssignableFrom(raw)) {
            return record(p.getAnnotatedActualTypeArguments()[0]);
        }
        return null;
    }

    /** Names as the mapper makes them. */
    private static final class Names extends PropertyNamingStrategies.SnakeCaseStrategy {
        static final Names SNAKE = new Names();

        String of(String component) {
            return translate(component);
        }
    }
}
