package stratus.placement.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.http.Errors;
import stratus.oslo.http.Microversion;

/** {@code {"errors": [{status, title, detail, code, request_id}]}}; the code since 1.23. */
public final class PlacementErrors implements Errors.Envelope {
    @Override
    public Object wrap(int status, String message, @Nullable String code, String requestId) {
        return wrap(status, message, code, requestId, new Microversion(0, 0));
    }

    @Override
    public Object wrap(int status, String message, @Nullable String code, String requestId, Microversion version) {
        var error = new LinkedHashMap<String, Object>();
        error.put("status", status);
        error.put("title", Errors.title(status));
        error.put("detail", message);
        if (version.atLeast(23)) {
            error.put("code", code == null ? "placement.undefined_code" : code);
        }
        error.put("request_id", requestId);
        if (status == 406) {
            error.put("max_version", Versions.ALL.max().toString());
            error.put("min_version", Versions.ALL.min().toString());
        }
        return Map.of("errors", List.of(error));
    }
}
