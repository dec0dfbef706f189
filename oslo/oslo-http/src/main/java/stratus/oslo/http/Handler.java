package stratus.oslo.http;

/** Answers one operation. Throws {@link stratus.oslo.base.Fault} for what the caller did wrong. */
@FunctionalInterface
public interface Handler {
    Response handle(Request request);
}
