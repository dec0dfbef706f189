package stratus.main;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import stratus.oslo.base.Fault;

/**
 * Who runs the guests.
 *
 * @param driver {@code fake} or {@code libvirt}
 * @param why shown to whoever left the choice to us; empty where it was theirs
 */
record VirtChoice(String driver, String why) {
    private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin");

    /** What a host needs for real guests, and the packages of Debian and Ubuntu that have it. */
    private static final Map<String, List<String>> PACKAGES = packages();

    private static Map<String, List<String>> packages() {
        var all = new LinkedHashMap<String, List<String>>();
        all.put("libvirtd", List.of("libvirt-daemon", "libvirt-daemon-driver-qemu"));
        all.put("virtlogd", List.of("libvirt-daemon"));
        all.put("qemu-system-x86_64", List.of("qemu-system-x86"));
        all.put("qemu-img", List.of("qemu-utils"));
        all.put("ip", List.of("iproute2"));
        all.put("nft", List.of("nftables"));
        all.put("dnsmasq", List.of("dnsmasq-base"));
        all.put("genisoimage", List.of("genisoimage"));
        return all;
    }

    static VirtChoice of(String wished) {
        return switch (wished) {
            case "fake" -> new VirtChoice("fake", "");
            case "libvirt" -> {
                var lacks = lacks();
                if (!lacks.isEmpty()) {
                    throw new Fault.Invalid("--virt libvirt " + lacks);
                }
                yield new VirtChoice("libvirt", "");
            }
            case "auto" -> {
                var lacks = lacks();
                yield lacks.isEmpty()
                        ? new VirtChoice("libvirt", "")
                        : new VirtChoice("fake", "Guests are only pretended: libvirt " + lacks + ".");
            }
            default -> throw new Fault.Invalid("--virt takes auto, libvirt or fake, not " + wished);
        };
    }

    static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** What keeps guests of libvirt from running here; empty if nothing does. */
    private static String lacks() {
        if (!root()) {
            return "needs root";
        }
        var missing = missing();
        return missing.isEmpty() ? "" : "needs: apt-get install " + String.join(" ", missing);
    }

    private static Set<String> missing() {
        var missing = new LinkedHashSet<String>();
        PACKAGES.forEach((program, packages) -> {
            if (!installed(program)) {
                missing.addAll(packages);
            }
        });
        return missing;
    }

    private static boolean installed(String program) {
        return FOLDERS.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
