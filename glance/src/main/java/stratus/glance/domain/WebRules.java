package stratus.glance.domain;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which addresses of the web may be asked: for each part, those allowed, or where none are named, all but some. */
public record WebRules(Choice<String> schemes, Choice<String> hosts, Choice<Integer> ports) {
    private static final int LAST_PORT = 65535;

    /** Who is in, and who is out; the first counts where it names any. */
    public record Choice<T>(List<T> allowed, List<T> disallowed) {
        public static <T> Choice<T> only(List<T> allowed) {
            return new Choice<>(allowed, List.of());
        }

        public static <T> Choice<T> any() {
            return new Choice<>(List.of(), List.of());
        }

        boolean admits(T one) {
            return allowed.isEmpty() ? !disallowed.contains(one) : allowed.contains(one);
        }
    }

    public static WebRules usual() {
        return new WebRules(Choice.only(List.of("http", "https")), Choice.any(), Choice.only(List.of(80, 443)));
    }

    /** As far as the address alone tells; one with a password in it never. */
    public boolean admit(URI uri) {
        var host = host(uri);
        return uri.getScheme() != null
                && uri.getUserInfo() == null
                && host != null
                && schemes.admits(uri.getScheme().toLowerCase(Locale.ROOT))
                && hosts.admits(host)
                && uri.getPort() <= LAST_PORT
                && (uri.getPort() < 0 || ports.admits(uri.getPort()));
    }

    /** Without brackets, in small letters; null for numbers that a resolver might take for another address. */
    public static @Nullable String host(URI uri) {
        var host = uri.getHost();
        if (host == null || host.isEmpty()) {
            return null;
        }
        if (host.startsWith("[")) {
            return host.substring(1, host.length() - 1).toLowerCase(Locale.ROOT);
        }
        boolean numbers = host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
        return numbers && !isAddress(host) ? null : host.toLowerCase(Locale.ROOT);
    }

    /** Four numbers, none with a zero before it. */
    public static boolean isAddress(String host) {
        return host.matches("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");
    }
}
