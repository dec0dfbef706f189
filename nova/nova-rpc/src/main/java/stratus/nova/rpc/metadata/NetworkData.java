package stratus.nova.rpc.metadata;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stratus.nova.rpc.metadata.Link.Address;

/** {@code network_data.json}: how a guest shall set up its interfaces. */
final class NetworkData {
    private NetworkData() {}

    static Map<String, Object> of(List<Link> links) {
        var shown = new ArrayList<Map<String, Object>>();
        var networks = new ArrayList<Map<String, Object>>();
        var services = new ArrayList<Map<String, Object>>();
        for (var link : links) {
            shown.add(link(link));
            for (var address : link.addresses()) {
                networks.add(network(link, address, networks.size()));
                address.subnet().dns().stream()
                        .map(NetworkData::dns)
                        .filter(s -> !services.contains(s))
                        .forEach(services::add);
            }
        }
        var all = new LinkedHashMap<String, Object>();
        all.put("links", shown);
        all.put("networks", networks);
        all.put("services", services);
        return all;
    }

    private static Map<String, Object> link(Link link) {
        var all = new LinkedHashMap<String, Object>();
        all.put("id", name(link));
        all.put("vif_id", link.port().text());
        all.put("type", "bridge");
        all.put("mtu", link.mtu());
        all.put("ethernet_mac_address", link.macAddress());
        return all;
    }

    private static String name(Link link) {
        return "tap" + link.port().text().substring(0, 11);
    }

    private static Map<String, Object> network(Link link, Address address, int index) {
        var all = new LinkedHashMap<String, Object>();
        all.put("id", "network" + index);
        all.put("type", type(address));
        all.put("link", name(link));
        if (!address.subnet().dhcp()) {
            fixed(all, address);
        }
        all.put("network_id", link.network().text());
        return all;
    }

    private static String type(Address address) {
        var subnet = address.subnet();
        if (!address.ip().contains(":")) {
            return subnet.dhcp() ? "ipv4_dhcp" : "ipv4";
        }
        if (!subnet.dhcp()) {
            return "ipv6";
        }
        return subnet.addressMode() == null ? "ipv6_dhcp" : "ipv6_" + subnet.addressMode();
    }

    private static void fixed(Map<String, Object> all, Address address) {
        var subnet = address.subnet();
        all.put("ip_address", address.ip());
        all.put("netmask", netmask(subnet.cidr()));
        var routes = new ArrayList<Map<String, Object>>();
        var gateway = subnet.gateway();
        if (gateway != null) {
            boolean six = gateway.contains(":");
            routes.add(route(six ? "::/0" : "0.0.0.0/0", gateway));
        }
        subnet.routes().forEach(r -> routes.add(route(r.destination(), r.nexthop())));
        all.put("routes", routes);
        all.put("services", subnet.dns().stream().map(NetworkData::dns).toList());
    }

    private static Map<String, Object> route(String destination, String gateway) {
        var all = new LinkedHashMap<String, Object>();
        all.put("network", destination.substring(0, destination.indexOf('/')));
        all.put("netmask", netmask(destination));
        all.put("gateway", gateway);
        return all;
    }

    private static Map<String, Object> dns(String server) {
        var all = new LinkedHashMap<String, Object>();
        all.put("type", "dns");
        all.put("address", server);
        return all;
    }

    /** {@code 255.255.255.0} of {@code 192.0.2.0/24}. */
    static String netmask(String cidr) {
        int slash = cidr.indexOf('/');
        int bits = cidr.contains(":") ? 128 : 32;
        int length = Integer.parseInt(cidr.substring(slash + 1));
        var mask = BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE.shiftLeft(bits - length));
        var bytes = new byte[bits / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = mask.shiftRight(bits - 8 * (i + 1)).byteValue();
        }
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
