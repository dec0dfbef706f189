package stratus.oslo.http;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/** Leaves out of an answer what does not exist at the version that was asked for; spreads {@link Extra} maps. */
final class Versioned extends ValueSerializerModifier {
    static final String ATTRIBUTE = "microversion";

    static JacksonModule module() {
        return new SimpleModule("versioned").setSerializerModifier(new Versioned());
    }

    @Override
    public List<BeanPropertyWriter> changeProperties(
            SerializationConfig config, BeanDescription.Supplier bean, List<BeanPropertyWriter> writers) {
        var type = bean.getBeanClass();
        if (!type.isRecord()) {
            return writers;
        }
        var changed = new ArrayList<BeanPropertyWriter>();
        for (var writer : writers) {
            changed.add(change(writer, component(type, writer.getMember().getName())));
        }
        return changed;
    }

    private static BeanPropertyWriter change(BeanPropertyWriter writer, @Nullable RecordComponent component) {
        if (component == null) {
            return writer;
        }
        if (component.isAnnotationPresent(Extra.class)) {
            return new Spread(writer);
        }
        var since = component.getAnnotation(Since.class);
        var until = component.getAnnotation(Until.class);
        return since == null && until == null
                ? writer
                : new Ranged(
                        writer, since == null ? 0 : since.value(), until == null ? Integer.MAX_VALUE : until.value());
    }

    private static @Nullable RecordComponent component(Class<?> type, String name) {
        for (var component : type.getRecordComponents()) {
            if (component.getName().equals(name)) {
                return component;
            }
        }
        return null;
    }

    private static final class Ranged extends BeanPropertyWriter {
        private final int since;
        private final int until;

        Ranged(BeanPropertyWriter base, int since, int until) {
            super(base);
            this.since = since;
            this.until = until;
        }

        @Override
        public void serializeAsProperty(Object bean, JsonGenerator out, SerializationContext context) throws Exception {
            if (!(context.getAttribute(ATTRIBUTE) instanceof Microversion v)
                    || v.minor() >= since && v.minor() <= until) {
                super.serializeAsProperty(bean, out, context);
            }
        }
    }

    private static final class Spread extends BeanPropertyWriter {
        Spread(BeanPropertyWriter base) {
            super(base);
        }

        @Override
        public void serializeAsProperty(Object bean, JsonGenerator out, SerializationContext context) throws Exception {
            if (get(bean) instanceof Map<?, ?> extras) {
                for (var extra : extras.entrySet()) {
                    out.writeName(String.valueOf(extra.getKey()));
                    out.writePOJO(extra.getValue());
                }
            }
        }
    }
}
