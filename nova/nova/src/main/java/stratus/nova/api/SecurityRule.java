package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import stratus.oslo.base.Fault;
import tools.jackson.databind.JsonNode;

/** Neutron's rule for one that Compute's old API asks for. */
final class SecurityRule {
    private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "icmp");

    private SecurityRule() {}

    static Map<String, Object> of(JsonNode body, String parent, @Nullable String remoteGroup) {
        var all = new LinkedHashMap<String, Object>();
        all.put("security_group_id", parent);
        all.put("direction", "ingress");
        var protocol = protocol(body.path("ip_protocol"), remoteGroup);
        if (protocol != null) {
            all.put("protocol", protocol);
            ports(body, protocol, all);
        }
        var cidr = remoteGroup == null ? cidr(body.path("cidr")) : null;
        if (cidr != null) {
            all.put("remote_ip_prefix", cidr);
        } else if (remoteGroup != null) {
            all.put("remote_group_id", remoteGroup);
        }
        all.put("ethertype", cidr != null && cidr.contains(":") ? "IPv6" : "IPv4");
        return all;
    }

    private static @Nullable String protocol(JsonNode given, @Nullable String remoteGroup) {
        if (!given.isString()) {
            if (remoteGroup != null) {
                return null;
            }
            throw new Fault.Invalid("Not enough parameters to build a valid rule.");
        }
        var protocol = given.stringValue().toLowerCase(Locale.ROOT);
        if (!PROTOCOLS.contains(protocol)) {
            throw new Fault.Invalid("Invalid IP protocol %s.".formatted(given.stringValue()));
        }
        return protocol;
    }

    /** -1 is any; of ICMP these are type and code. */
    private static void ports(JsonNode body, String protocol, Map<String, Object> to) {
        int from = port(body.path("from_port"));
        int until = port(body.path("to_port"));
        boolean icmp = protocol.equals("icmp");
        int most = icmp ? 255 : 65535;
        boolean any = from == -1 && until == -1;
        if (!any && (from < (icmp ? -1 : 1) || until > most || !icmp && from > until)) {
            throw new Fault.Invalid("Invalid port range %d:%d. %s"
                    .formatted(
                            from,
                            until,
                            icmp
                                    ? "Invalid values for ICMP"
                                    : "Valid %s ports should be between 1-65535"
                                            .formatted(protocol.toUpperCase(Locale.ROOT))));
        }
        if (from >= 0) {
            to.put("port_range_min", from);
        }
        if (until >= 0) {
            to.put("port_range_max", until);
        }
    }

    private static int port(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return -1;
        }
        try {
            return Integer.parseInt(given.asString());
        } catch (NumberFormatException e) {
            throw new Fault.Invalid("Invalid port range %s.".formatted(given));
        }
    }

    private static @Nullable String cidr(JsonNode given) {
        if (given.isMissingNode() || given.isNull()) {
            return "0.0.0.0/0";
        }
        var text = given.asString("");
        if (!text.matches("[0-9a-fA-F.:]+(/[0-9]{1,3})?")) {
            throw new Fault.Invalid("Invalid cidr %s.".formatted(text));
        }
        return text.contains("/") ? text : text + (text.contains(":") ? "/128" : "/32");
    }
}
