package stratus.keystone.api;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import stratus.oslo.http.Errors;

/** Keystone's envelope and its words for a refusal. */
public final class KeystoneErrors implements Errors.Envelope {
    private static final Pattern REFUSED = Pattern.compile("Policy doesn't allow (\\S+) to be performed\\.");

    @Override
    public Object wrap(int status, String message, @Nullable String code, String requestId) {
        var refused = REFUSED.matcher(message);
        var said = refused.matches()
                ? "You are not authorized to perform the requested action: %s.".formatted(refused.group(1))
                : message;
        return Errors.KEYSTONE.wrap(status, said, code, requestId);
    }
}
