package stratus.cinder.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.VolumeId;
import tools.jackson.databind.JsonNode;

/** What a request says of where its volume is to be: near to others, or apart from them. */
final class Hints {
    private static final String KEY = "OS-SCH-HNT:scheduler_hints";

    private Hints() {}

    static Map<String, String> of(JsonNode body) {
        var given = body.has(KEY) ? body.path(KEY) : body.path("scheduler_hints");
        var all = new LinkedHashMap<String, String>();
        if (given.isMissingNode() || given.isNull()) {
            return all;
        }
        given.forEachEntry((name, value) -> all.put(name, ids(name, value)));
        return all;
    }

    private static String ids(String name, JsonNode value) {
        if (!name.equals("same_host") && !name.equals("different_host")) {
            throw new Fault.NotImplemented("The scheduler's hint '%s' is not followed here.".formatted(name));
        }
        if (value.isArray()) {
            return value.values().stream()
                    .map(id -> VolumeId.parse(id.asString("")).text())
                    .collect(Collectors.joining(","));
        }
        return VolumeId.parse(value.asString("")).text();
    }
}
