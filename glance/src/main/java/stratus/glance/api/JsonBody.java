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
    private static final String MALFORMED = "Malformed JSON in request body.";

    private JsonBody() {}

    /** An object or a list; refuses what is neither, and nothing at all. */
    static JsonNode read(Request r) {
        var bytes = bytes(r);
        if (bytes.length == 0) {
            throw new Fault.Invalid(r.header("Transfer-Encoding") == null ? "Body expected in request." : MALFORMED);
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
            var body = JSON.readTree(bytes);
            refuseHalves(body);
            return body;
        } catch (JacksonException e) {
            throw new Fault.Invalid(MALFORMED);
        }
    }

    /** Half of a surrogate pair is no character, and would be kept as a question mark. */
    private static void refuseHalves(JsonNode value) {
        if (value.isString() && halved(value.stringValue())) {
            throw new Fault.Invalid(MALFORMED);
        }
        value.propertyNames().stream().filter(JsonBody::halved).findFirst().ifPresent(_ -> {
            throw new Fault.Invalid(MALFORMED);
        });
        value.forEach(JsonBody::refuseHalves);
    }

    private static boolean halved(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
