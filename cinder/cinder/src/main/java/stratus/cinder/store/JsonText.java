package stratus.cinder.store;

import java.util.Map;
import stratus.oslo.db.ListQuery;
import tools.jackson.databind.json.JsonMapper;

/** Looks into JSON that a TEXT column keeps, with what both databases have. */
final class JsonText {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonText() {}

    /** Only rows whose dictionary has all of these. */
    static ListQuery where(ListQuery query, String column, Map<String, String> entries) {
        int at = 0;
        for (var entry : entries.entrySet()) {
            var name = column + at++;
            query.where(column + " LIKE :" + name + " ESCAPE '!'", name, like(written(entry)));
        }
        return query;
    }

    private static String written(Map.Entry<String, String> entry) {
        return JSON.writeValueAsString(entry.getKey()) + ":" + JSON.writeValueAsString(entry.getValue());
    }

    /** A pattern for what has the text in it. */
    static String like(String text) {
        return "%" + text.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }
}
