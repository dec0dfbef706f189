package stratus.glance.app;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import stratus.glance.domain.WebRules;
import stratus.oslo.base.Fault;

/** Lets through what may be fetched from the web. */
public final class WebAddresses {
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
        return rules.admit(uri) && host != null && (host.contains(":") || WebRules.isAddress(host) || resolves(host));
    }

    /** A dot at its end, so that no resolver takes {@code 0x7f000001} for a number. */
    private static boolean resolves(String host) {
        try {
            InetAddress.getByName(host.endsWith(".") ? host : host + ".");
            return true;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static Fault refused(String address, String method) {
        return new Fault.Invalid("URI for %s does not pass filtering: %s".formatted(method, address));
    }
}
