package stratus.neutron.api;

import java.util.AbstractMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.neutron.domain.Resource;
import tools.jackson.databind.JsonNode;

/**
 * A resource as rules see it: its plain attributes, and what is said besides.
 *
 * <p>Rules look at two or three of them, of each of thousands of resources in a list: nothing is copied beforehand.
 */
final class RuleTarget extends AbstractMap<String, Object> {
    private final Map<String, Object> besides = new HashMap<>();
    private final Resource resource;

    RuleTarget(Resource resource) {
        this.resource = resource;
        besides.put("tenant_id", resource.projectId());
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        var said = besides.get(name);
        return said == null && name instanceof String text ? plain(resource.get(text)) : said;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public @Nullable Object put(String name, Object value) {
        return besides.put(name, value);
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        var all = new LinkedHashMap<String, Object>();
        resource.body().properties().forEach(p -> {
            var value = plain(p.getValue());
            if (value != null) {
                all.put(p.getKey(), value);
            }
        });
        all.putAll(besides);
        return all.entrySet();
    }

    private static @Nullable Object plain(JsonNode value) {
        if (value.isString()) {
            return value.stringValue();
        }
        return value.isBoolean() ? value.asBoolean() : null;
    }
}
