package stratus.oslo.http;

import java.io.InputStream;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Caller;
import tools.jackson.databind.JsonNode;

/** What an API class sees of a request; the server behind it, Helidon, is a detail. */
public interface Request {
    /** Who asks. On an open route, where nobody has to say so, an error. */
    Caller caller();

    String requestId();

    Microversion version();

    String method();

    /** The path as sent, without the query, decoded. */
    String path();

    /** A variable of the route's path. */
    String path(String name);

    Query query();

    /** The first value of a header; null where it is absent. */
    @Nullable String header(String name);

    /** The base of this API's own links: scheme, host and port as the client reached it, no slash at the end. */
    String baseUrl();

    /**
     * The body, read strictly into a record: a missing component that is not nullable, an unknown field, a wrong type
     * is {@link stratus.oslo.base.Fault.Invalid}, and so is what the record's constructor refuses.
     */
    <T extends Record> T body(Class<T> type);

    /** The body as it is: any JSON object. An empty body is an empty object. */
    JsonNode json();

    /** The body's bytes, unread. */
    InputStream stream();

    /**
     * Checks the rule that the route names against what it is about to touch; every handler has to, once it knows.
     *
     * @param target the attributes that upstream's rule looks at: {@code project_id}, {@code target.user.domain_id}, …
     */
    void authorize(Map<String, ? extends @Nullable Object> target);

    /** {@link #authorize} against the caller's own project and user. */
    void authorize();

    /** {@link #authorize} against a resource of the project. */
    default void authorize(@Nullable String projectId) {
        authorize(Collections.singletonMap("project_id", projectId));
    }

    /** Whether a rule other than the route's own would pass. */
    boolean allows(String rule, Map<String, ? extends @Nullable Object> target);

    /** Like {@link #allows}, or {@link stratus.oslo.base.Fault.Forbidden}. */
    void require(String rule, Map<String, ? extends @Nullable Object> target);
}
