package stratus.glance.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import stratus.oslo.base.Fault;
import stratus.oslo.http.Api;
import stratus.oslo.http.Request;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bodies as upstream reads them: JSON whatever their type is said to be, and of two fields of a name the last. */
final class JsonBody {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int MOST = Api.USUAL_BODY;

    private JsonBody() {}

    /** An object or a list; refuses what is neither, and nothing at all. */
    static JsonNode read(Request r) {
        var bytes = bytes(r);
        if (bytes.length == 0) {
            throw new Fault.Invalid("Body expected in request.");
        }
        var body = parsed(bytes);
        if (!body.isContainer()) {
            throw new Fault.Invalid("Unexpected body type. Expected list/dict.");
        }
        return body;
    }

    /** For requests that are to have none. */
    static void refuse(Request r) {
        if (bytes(r).length > 0) {
            throw new Fault.Invalid("A body is not expected with this request.");
        }
    }

    private static byte[] bytes(Request r) {
        try {
            var bytes = r.stream().readNBytes(MOST + 1);
            if (bytes.length > MOST) {
                throw new Fault.TooLarge("Request is too large.");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parsed(byte[] bytes) {
        try {
            return JSON.readTree(bytes);
        } catch (JacksonException e) {
            throw new Fault.Invalid("Malformed JSON in request body.");
        }
    }
}
