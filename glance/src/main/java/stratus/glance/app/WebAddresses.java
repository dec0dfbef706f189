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

    /** The same address; refuses one that may never be asked. Whether its host is there is seen when it is asked. */
    URI check(String address, String method) {
        try {
            var uri = URI.create(address);
            if (rules.admit(uri)) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw refused(address, method);
        }
        throw refused(address, method);
    }

    /** Right before it is asked: what was ordered, or where a server leads us. */
    void follow(URI uri) {
        var host = WebRules.host(uri);
        if (!rules.admit(uri) || host == null) {
            throw new Fault.Invalid("Redirect to disallowed URL: %s".formatted(uri));
        }
        if (!host.contains(":") && !WebRules.isAddress(host) && !resolves(host)) {
            throw new Fault.Invalid("The host %s is not known.".formatted(host));
        }
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
