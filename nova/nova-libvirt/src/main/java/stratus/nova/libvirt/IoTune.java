package stratus.nova.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import stratus.oslo.base.Fault;

/** The limits of a volume that the hypervisor keeps its guest to, as Cinder's QoS specs name them. */
final class IoTune {
    private static final List<String> LIMITS = List.of(
            "total_bytes_sec",
            "read_bytes_sec",
            "write_bytes_sec",
            "total_iops_sec",
            "read_iops_sec",
            "write_iops_sec");
    private static final List<String> KINDS = List.of("", "_max", "_max_length");

    private IoTune() {}

    /** libvirt's {@code iotune}, or nothing; specs that libvirt does not know are somebody else's. */
    static List<Xml> of(Map<String, Object> connection) {
        if (!(connection.get("qos_specs") instanceof Map<?, ?> specs)) {
            return List.of();
        }
        var all = new ArrayList<Xml>();
        for (var kind : KINDS) {
            LIMITS.forEach(limit -> add(all, specs, limit + kind));
        }
        add(all, specs, "size_iops_sec");
        return all.isEmpty() ? List.of() : List.of(Xml.of("iotune").with(all));
    }

    private static void add(List<Xml> all, Map<?, ?> specs, String name) {
        var value = specs.get(name);
        if (value != null) {
            all.add(Xml.text(name, number(name, value.toString().strip())));
        }
    }

    private static long number(String name, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Fault.Invalid(name, "Value: %s. It has to be a whole number.".formatted(text));
        }
    }
}
