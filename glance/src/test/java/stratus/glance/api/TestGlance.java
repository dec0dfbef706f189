package stratus.glance.api;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.glance.GlanceConfig;
import stratus.glance.GlanceService;
import stratus.oslo.base.Caller;
import stratus.oslo.db.Db;
import stratus.oslo.http.RestClient;
import stratus.oslo.http.RestClient.Answer;
import stratus.testing.service.BothDatabases;
import stratus.testing.service.Callers;
import stratus.testing.service.TestApi;
import tools.jackson.databind.json.JsonMapper;

/** A Glance to send requests to, and what tests often ask of it. */
final class Cloud implements AutoCloseable {
    private final JsonMapper json = JsonMapper.builder().build();
    private final Db db = BothDatabases.sqlite("glance");
    private final Callers callers = new Callers();
    private final GlanceService service;
    private final TestApi api;

    Cloud(Path folder) {
        this(new GlanceConfig(folder, "http://keystone:5000", null));
    }

    Cloud(GlanceConfig config) {
        service = new GlanceService(config, db, callers, InstantSource.system());
        api = new TestApi(service.api());
    }

    /** The sentence of a refusal; "" where there is none. */
    static String said(Answer answer) {
        return answer.body()
                .path("message")
                .asString("")
                .replaceFirst(
                        "(?s)^(Access was denied|The request media type|There was a conflict|The Range requested).*?<br /><br />\n",
                        "")
                .replaceFirst("(<br /><br />)?\\s*$", "");
    }

    Caller of(String token) {
        return callers.of(token);
    }

    RestClient as(String token) {
        return api.as(token);
    }

    /** The id of a new image of the member. */
    String image(Map<String, ?> fields) {
        var all = new HashMap<String, Object>(Map.of("disk_format", "raw", "container_format", "bare"));
        all.putAll(fields);
        return as("member").post("/v2/images", all).path("id").asString();
    }

    Answer patch(String token, String id, String type, Object body) {
        return as(token).raw("PATCH", "/v2/images/" + id, type, json.writeValueAsBytes(body));
    }

    Answer patch(String token, String id, String op, String path, @Nullable Object value) {
        var change = new HashMap<String, @Nullable Object>();
        change.put("op", op);
        change.put("path", path);
        if (!op.equals("remove")) {
            change.put("value", value);
        }
        return patch(token, id, "application/openstack-images-v2.1-json-patch", List.of(change));
    }

    @Override
    public void close() {
        api.close();
        service.close();
        db.close();
    }
}
