package stratus.clients.user;

import java.util.function.Function;
import stratus.oslo.base.Caller;
import stratus.oslo.base.Fault;
import stratus.oslo.http.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One service's API in its own JSON, with the user's own token: for those who pass it on in another shape.
 *
 * @param url where users reach it, without a slash at its end
 */
public record UserApi(String url, Function<Caller, RestClient> user) {
    private static final JsonMapper JSON = JsonMapper.shared();

    public JsonNode get(Caller caller, String path) {
        return user.apply(caller).get(path);
    }

    public JsonNode post(Caller caller, String path, Object body) {
        return user.apply(caller).post(path, body);
    }

    public JsonNode put(Caller caller, String path, Object body) {
        return user.apply(caller).put(path, body);
    }

    /** What is gone already is a {@link stratus.oslo.base.Fault.NotFound}. */
    public void delete(Caller caller, String path) {
        user.apply(caller).call("DELETE", path, null);
    }

    /** A list of changes, as JSON Patch has them, of the kind that {@code contentType} names. */
    public JsonNode patch(Caller caller, String path, String contentType, Object changes) {
        var answer = user.apply(caller).raw("PATCH", path, contentType, JSON.writeValueAsBytes(changes));
        var said = answer.body()
                .path("message")
                .asString(answer.body().path("text").asString(""));
        return switch (answer.status()) {
            case 200 -> answer.body();
            case 403 -> throw new Fault.Forbidden(said, null);
            case 404 -> throw new Fault.NotFound(said);
            case 409 -> throw new Fault.Conflict(said);
            case 400, 413 -> throw new Fault.Invalid(said);
            default -> throw new Fault.Unavailable(url, new IllegalStateException(answer.toString()));
        };
    }
}
