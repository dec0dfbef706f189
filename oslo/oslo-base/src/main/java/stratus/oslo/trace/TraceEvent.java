package stratus.oslo.trace;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Ids.ServerId;

/**
 * One step of a boot as far as it got; told when it begins and again, with all that is known by then, when it ends.
 *
 * @param id the same at the begin and at the end
 * @param serverId unknown before the server is written down
 * @param step 1 to 29
 * @param name the call, in upstream's words
 * @param rows what was written
 * @param state the server's, where the step changed it
 * @param ended null at the begin, as is the outcome
 * @param compensationOf the step that this one undoes
 * @param attributes more, such as cached, host and project; never a secret
 */
public record TraceEvent(
        String id,
        String requestId,
        @Nullable ServerId serverId,
        int step,
        Phase phase,
        String service,
        String peer,
        Kind kind,
        String name,
        List<Row> rows,
        @Nullable State state,
        Instant started,
        @Nullable Instant ended,
        @Nullable Outcome outcome,
        @Nullable Integer compensationOf,
        Map<String, String> attributes) {

    public enum Kind {
        REST,
        CALL,
        CAST,
        REPLY,
        DB,
        DRIVER,
        EVENT
    }

    public enum Outcome {
        OK,
        FAILED,
        /** Not needed this time, such as the image of a boot from volume. */
        SKIPPED
    }

    /** @param op insert, update or delete */
    public record Row(String table, String id, String op) {}

    /** In upstream's words, each null where it is none. */
    public record State(
            @Nullable String vm,
            @Nullable String task,
            @Nullable Integer power) {}
}
