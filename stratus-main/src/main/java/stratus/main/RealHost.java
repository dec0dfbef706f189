package stratus.main;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import stratus.main.expose.Exposure;
import stratus.neutron.agent.AgentConfig;
import stratus.neutron.agent.AgentConfig.DataPlane;
import stratus.neutron.agent.AgentConfig.Dns;
import stratus.neutron.agent.AgentConfig.Metadata;
import stratus.neutron.agent.NeutronAgent;
import stratus.neutron.agent.host.Namespaces;
import stratus.nova.compute.virt.VirtDriver;
import stratus.nova.libvirt.LibvirtConfig;
import stratus.nova.libvirt.LibvirtConfig.Patience;
import stratus.nova.libvirt.LibvirtDriver;
import stratus.nova.libvirt.PrivateLibvirtd;
import stratus.nova.libvirt.TrialBoot;
import stratus.nova.libvirt.VirtType;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Secret;
import stratus.oslo.messaging.Bus;
import stratus.oslo.process.Programs;

/** Guests on QEMU and networks of the kernel, all of it in network namespaces of our own. */
final class RealHost {
    private static final Path BRIDGE_FILTER = Path.of("/proc/sys/net/bridge");

    private final Path data;
    private final String host;
    private final Realm realm;
    private final Programs programs = new Programs();

    RealHost(Path data, String host) {
        this.data = data.toAbsolutePath();
        this.host = host;
        this.realm = Realm.of(data);
    }

    /** Makes the namespace, where libvirtd and the agent both start. */
    void prepare() {
        checkPassage();
        loadBridgeFilter();
        List.of(realm.runtime(), state()).forEach(RealHost::open);
        List.of("volumes", "instances", "instances/_base", "compute", "compute/guests")
                .forEach(folder -> open(data.resolve(folder)));
        namespaces().ensure(realm.name());
    }

    private Namespaces namespaces() {
        return new Namespaces(state().resolve("netns"), programs);
    }

    /** The way from this machine to the floating IPs. */
    Exposure exposure() {
        return new Exposure("", realm.name(), namespaces(), programs);
    }

    /** QEMU and dnsmasq run as users of their own. */
    private void checkPassage() {
        try {
            for (var folder = data; folder != null; folder = folder.getParent()) {
                if (!Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    throw new Fault.Invalid(
                            "QEMU's user cannot pass through %s to the guests in %s; chmod o+x %s, or another --data"
                                    .formatted(folder, data, folder));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The module would filter the host's own bridges, too, unless told not to: they stay as they were. */
    private void loadBridgeFilter() {
        if (Files.isDirectory(BRIDGE_FILTER)) {
            return;
        }
        programs.attempt("", List.of("modprobe", "br_netfilter"), Duration.ofSeconds(10));
        for (var family : List.of("iptables", "ip6tables", "arptables")) {
            try {
                Files.writeString(BRIDGE_FILTER.resolve("bridge-nf-call-" + family), "0");
            } catch (IOException noModule) {
                return; // the agent says so
            }
        }
    }

    /** QEMU passes, and whoever does not know a name sees none. */
    private static void open(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path state() {
        return realm.runtime().resolve("neutron");
    }

    NeutronAgent agent(Bus bus, URI metadata, Secret secret) {
        var config = new AgentConfig(
                host,
                "nova",
                state(),
                new DataPlane(realm.name(), Map.of("public", ""), null),
                new Dns("openstacklocal", List.of()),
                new Metadata(metadata, secret));
        return new NeutronAgent(config, bus, programs);
    }

    /** @param wished {@code kvm}, {@code qemu}, or {@code auto} to try what works */
    VirtDriver driver(String wished) {
        var virtType = wished.equals("auto")
                ? new TrialBoot(data.resolve("virt-type"), programs).detect()
                : VirtType.of(wished);
        var libvirtd = libvirtd(virtType);
        var config = new LibvirtConfig(
                host, data.resolve("compute"), virtType, realm.name(), libvirtd.varLib(), Patience.USUAL);
        return new LibvirtDriver(config, libvirtd);
    }

    private PrivateLibvirtd libvirtd(VirtType virtType) {
        return new PrivateLibvirtd(data.resolve("libvirt"), host, realm.enter(), virtType, programs);
    }

    /** Ends guests, daemons, networks, and removes their files. */
    void purge(Bus bus) {
        exposure().unexpose();
        libvirtd(VirtType.QEMU).purge();
        try (var agent = agent(bus, URI.create("http://127.0.0.1:8775"), new Secret(""))) {
            agent.purge();
        }
        try {
            if (Files.exists(realm.runtime())) {
                try (var files = Files.walk(realm.runtime())) {
                    for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
