package stratus.neutron.agent.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A way to somewhere; ours carry the protocol {@code static}, so that they are told from the kernel's.
 *
 * @param destination {@code default}, an address, or a CIDR
 * @param device the way out where {@code via} alone does not say it
 */
public record Route(
        String destination, String via, @Nullable String device) implements Comparable<Route> {
    public static Route to(String cidr, String via) {
        return new Route(plain(cidr), via, null);
    }

    public static Route byDefault(String via, String device) {
        return new Route("default", via, device);
    }

    /** As {@code ip} prints it. */
    static String plain(String cidr) {
        return switch (cidr) {
            case "0.0.0.0/0", "::/0" -> "default";
            default -> cidr.replaceFirst(cidr.contains(":") ? "/128$" : "/32$", "");
        };
    }

    /** The lines for {@code ip -batch}; {@code actual} are those with our protocol. */
    public static List<String> commands(Set<Route> wanted, Set<Route> actual) {
        var lines = new ArrayList<String>();
        for (var route : new TreeSet<>(actual)) {
            if (wanted.stream().noneMatch(route::same)) {
                lines.add("route del %s via %s proto static".formatted(route.destination(), route.via()));
            }
        }
        for (var route : new TreeSet<>(wanted)) {
            if (actual.stream().noneMatch(route::same)) {
                lines.add("route replace " + route.destination() + " via " + route.via()
                        + (route.device() == null ? "" : " dev " + route.device() + " onlink") + " proto static");
            }
        }
        return lines;
    }

    private boolean same(Route other) {
        return Cidr.parse(via).equals(Cidr.parse(other.via)) && sameDestination(other.destination);
    }

    private boolean sameDestination(String other) {
        return destination.equals(other)
                || (!destination.equals("default")
                        && !other.equals("default")
                        && Cidr.parse(destination).equals(Cidr.parse(other)));
    }

    @Override
    public int compareTo(Route other) {
        return (destination + " " + via).compareTo(other.destination + " " + other.via);
    }
}
