package stratus.glance.app;

import java.net.URI;
import java.util.regex.Pattern;
import stratus.glance.domain.WebRules;
import stratus.oslo.base.Fault;

/** Lets through what may be fetched from the web. */
public final class WebAddresses {
    /** Of a kind that no resolver takes for a number, as some take {@code 0x7f000001}. */
    private static final Pattern NAME = Pattern.compile("(.*\\.)?[a-z]([a-z0-9-]*[a-z0-9])?\\.?");

    private final WebRules rules;

    public WebAddresses(WebRules rules) {
        this.rules = rules;
    }

    /** The same address; refuses one that may not be asked. */
    URI check(String address, String method) {
        try {
            var uri = URI.create(address);
            if (admits(uri)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw refused(address, method);
        }
        throw refused(address, method);
    }

    /** Where a server leads us. */
    void follow(URI uri) {
        if (!admits(uri)) {
            throw new Fault.Invalid("Redirect to disallowed URL: %s".formatted(uri));
        }
    }

    private boolean admits(URI uri) {
        var host = WebRules.host(uri);
        return rules.admit(uri)
                && host != null
                && (host.contains(":")
                        || WebRules.isAddress(host)
                        || NAME.matcher(host).matches());
    }

    private static Fault refused(String address, String method) {
        return new Fault.Invalid("URI for %s does not pass filtering: %s".formatted(method, address));
    }
}
