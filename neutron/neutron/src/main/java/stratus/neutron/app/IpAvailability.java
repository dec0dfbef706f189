package stratus.neutron.app;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import stratus.neutron.domain.Cidr;
import stratus.neutron.domain.Ip;
import stratus.neutron.domain.Kinds;
import stratus.neutron.domain.Resource;

/** How many addresses a network has, and how many of them are taken. */
public final class IpAvailability {
    private record Sum(BigInteger total, BigInteger used) {
        static final Sum NONE = new Sum(BigInteger.ZERO, BigInteger.ZERO);

        Sum plus(Sum other) {
            return new Sum(total.add(other.total), used.add(other.used));
        }

        void into(Map<String, Object> row) {
            row.put("total_ips", total);
            row.put("used_ips", used);
        }
    }

    public Resource of(Work work, Resource network) {
        var sum = Sum.NONE;
        var subnets = new ArrayList<Map<String, Object>>();
        for (var subnet : work.list(Kinds.SUBNET, "network_id", network.id())) {
            var one = sum(work, subnet);
            var row = new LinkedHashMap<String, Object>();
            row.put("subnet_id", subnet.id());
            row.put("subnet_name", subnet.text("name"));
            row.put("cidr", subnet.text("cidr"));
            row.put("ip_version", subnet.number("ip_version"));
            one.into(row);
            subnets.add(row);
            sum = sum.plus(one);
        }
        var all = new LinkedHashMap<String, Object>();
        all.put("network_id", network.id());
        all.put("network_name", network.text("name"));
        all.put("project_id", network.projectId());
        all.put("tenant_id", network.projectId());
        all.put("subnet_ip_availability", subnets);
        sum.into(all);
        return Resource.of(all);
    }

    private static Sum sum(Work work, Resource subnet) {
        var used = work.addresses().ofSubnet(work.tx(), subnet.id()).size();
        return new Sum(total(subnet), BigInteger.valueOf(used));
    }

    private static BigInteger total(Resource subnet) {
        List<Resource> pools = subnet.items("allocation_pools");
        if (pools.isEmpty()) {
            var cidr = Cidr.parse(subnet.text("cidr"));
            return size(cidr.network(), cidr.last());
        }
        return pools.stream()
                .map(p -> size(Ip.parse(p.text("start")), Ip.parse(p.text("end"))))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger size(Ip first, Ip last) {
        return last.value().subtract(first.value()).add(BigInteger.ONE);
    }
}
