package stratus.neutron.app;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import stratus.neutron.domain.Refusals;
import stratus.neutron.domain.Resource;

/** The lists that a port may carry: addresses that it may also send as, and options for its DHCP server. */
final class PortExtras {
    private static final int PAIRS = 10;

    private PortExtras() {}

    /** The port with its pairs in full: the MAC is its own where none is said. */
    static Resource withPairs(Resource port) {
        var pairs = port.items("allowed_address_pairs").stream()
                .map(p -> p.given("mac_address") ? p : p.with("mac_address", port.text("mac_address")))
                .toList();
        if (pairs.size() > PAIRS) {
            throw Refusals.bad(
                    "AllowedAddressPairExhausted",
                    "The number of allowed address pair exceeds the maximum %d.".formatted(PAIRS));
        }
        var seen = new HashSet<List<String>>();
        for (var pair : pairs) {
            if (!seen.add(List.of(pair.text("mac_address"), pair.text("ip_address")))) {
                throw Refusals.bad(
                        "DuplicateAddressPairInRequest",
                        "Request contains duplicate address pair: mac_address %s ip_address %s."
                                .formatted(pair.text("mac_address"), pair.text("ip_address")));
            }
        }
        return port.with("allowed_address_pairs", pairs);
    }

    /** What is said comes in place of what has its name; one without a value goes. */
    static List<Resource> options(List<Resource> before, List<Resource> said) {
        var all = new ArrayList<>(before);
        for (var option : said) {
            int version = option.given("ip_version") ? option.number("ip_version") : 4;
            all.removeIf(o -> o.text("opt_name").equals(option.text("opt_name")) && o.number("ip_version") == version);
            if (option.given("opt_value")) {
                all.add(Resource.of(Map.of(
                        "opt_name",
                        option.text("opt_name"),
                        "opt_value",
                        option.text("opt_value"),
                        "ip_version",
                        version)));
            }
        }
        return all;
    }
}
