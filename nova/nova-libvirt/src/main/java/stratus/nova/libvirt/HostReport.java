package stratus.nova.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.libvirt.Connect;
import org.libvirt.LibvirtException;
import org.libvirt.NodeInfo;
import stratus.nova.compute.virt.VirtDriver.HostResources;
import tools.jackson.databind.json.JsonMapper;

/** What libvirt and the file system say that this host has. */
final class HostReport {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> ABILITIES = Set.of(
            "COMPUTE_NODE",
            "COMPUTE_NET_ATTACH_INTERFACE",
            "COMPUTE_GRAPHICS_MODEL_CIRRUS",
            "COMPUTE_GRAPHICS_MODEL_VGA",
            "COMPUTE_GRAPHICS_MODEL_VIRTIO",
            "COMPUTE_IMAGE_TYPE_QCOW2",
            "COMPUTE_IMAGE_TYPE_RAW",
            "COMPUTE_STORAGE_BUS_SATA",
            "COMPUTE_STORAGE_BUS_SCSI",
            "COMPUTE_STORAGE_BUS_VIRTIO",
            "COMPUTE_NET_VIF_MODEL_E1000",
            "COMPUTE_NET_VIF_MODEL_E1000E",
            "COMPUTE_NET_VIF_MODEL_RTL8139",
            "COMPUTE_NET_VIF_MODEL_VIRTIO");
    /** Processor features that are traits under their own names. */
    private static final Set<String> FEATURES = Set.of(
            "aesni",
            "avx",
            "avx2",
            "bmi",
            "bmi2",
            "f16c",
            "fma3",
            "mmx",
            "sse",
            "sse2",
            "sse3",
            "sse41",
            "sse42",
            "ssse3",
            "svm",
            "vmx",
            "clmul",
            "sha",
            "avx512f",
            "avx512cd",
            "avx512bw",
            "avx512dq",
            "avx512vl");
    /** Where libvirt calls a feature else than its trait. */
    private static final Map<String, String> NAMES = Map.of(
            "aes",
            "aesni",
            "bmi1",
            "bmi",
            "fma",
            "fma3",
            "pni",
            "sse3",
            "sse4.1",
            "sse41",
            "sse4.2",
            "sse42",
            "pclmuldq",
            "clmul",
            "sha-ni",
            "sha");

    private final LibvirtConfig config;

    HostReport(LibvirtConfig config) {
        this.config = config;
    }

    HostResources of(Connect connect) throws LibvirtException {
        var node = connect.nodeInfo();
        var capabilities = new DomainView(connect.getCapabilities());
        return new HostResources(
                config.hostname(),
                node.cpus,
                (int) (node.memory / 1024),
                diskGib(config.guests()),
                connect.getType(),
                (int) connect.getVersion(),
                cpuInfo(node, capabilities),
                traits(capabilities.attributes("feature", "name")));
    }

    private static int diskGib(Path folder) {
        try {
            return (int) (Files.getFileStore(Files.createDirectories(folder)).getTotalSpace() >> 30);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String cpuInfo(NodeInfo node, DomainView capabilities) {
        return JSON.writeValueAsString(Map.of(
                "arch", capabilities.text("arch"),
                "model", capabilities.text("model"),
                "vendor", capabilities.text("vendor"),
                "features", new TreeSet<>(capabilities.attributes("feature", "name")),
                "topology",
                        Map.of(
                                "cells", node.nodes,
                                "sockets", node.sockets,
                                "cores", node.cores,
                                "threads", node.threads)));
    }

    /** The translator gives its guests a processor of its own: the host's features say nothing about it. */
    private Set<String> traits(List<String> features) {
        var traits = new HashSet<>(ABILITIES);
        if (config.virtType() == VirtType.KVM) {
            features.stream()
                    .map(feature -> NAMES.getOrDefault(feature, feature))
                    .filter(FEATURES::contains)
                    .map(feature -> "HW_CPU_X86_" + feature.toUpperCase(Locale.ROOT))
                    .forEach(traits::add);
        }
        return Set.copyOf(traits);
    }
}
