package stratus.nova.libvirt;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.libvirt.Domain;
import org.libvirt.LibvirtException;
import stratus.nova.rpc.ComputeRpc.Diagnostics;
import stratus.nova.rpc.ComputeRpc.Diagnostics.Cpu;
import stratus.nova.rpc.ComputeRpc.Diagnostics.Disk;
import stratus.nova.rpc.ComputeRpc.Diagnostics.Memory;
import stratus.nova.rpc.ComputeRpc.Diagnostics.Nic;

/** What libvirt has counted of a guest since it started; of one that is off, what it would have. */
final class Measuring {
    private final Domain domain;
    private final DomainView view;
    private final boolean runs;

    Measuring(Domain domain) throws LibvirtException {
        this.domain = domain;
        this.view = new DomainView(domain.getXMLDesc(0));
        this.runs = domain.isActive() == 1;
    }

    Diagnostics diagnostics(VirtType type) throws LibvirtException {
        var state = Power.state(domain).name().toLowerCase(Locale.ROOT);
        return new Diagnostics(state, "libvirt", type.domainType(), null, cpus(), nics(), disks(), memory());
    }

    private List<Cpu> cpus() throws LibvirtException {
        if (runs) {
            return Arrays.stream(domain.getVcpusInfo())
                    .map(cpu -> new Cpu(cpu.number, cpu.cpuTime))
                    .toList();
        }
        var cpus = new ArrayList<Cpu>();
        for (int id = 0; id < domain.getInfo().nrVirtCpu; id++) {
            cpus.add(new Cpu(id, null));
        }
        return cpus;
    }

    private List<Nic> nics() throws LibvirtException {
        var nics = new ArrayList<Nic>();
        for (var nic : view.nics()) {
            if (runs) {
                var counted = domain.interfaceStats(nic.target());
                nics.add(new Nic(
                        nic.macAddress(), counted.rx_bytes, counted.rx_packets, counted.tx_bytes, counted.tx_packets));
            } else {
                nics.add(new Nic(nic.macAddress(), null, null, null, null));
            }
        }
        return nics;
    }

    private List<Disk> disks() throws LibvirtException {
        var disks = new ArrayList<Disk>();
        for (var target : view.disks()) {
            if (runs) {
                var counted = domain.blockStats(target);
                disks.add(new Disk(counted.rd_bytes, counted.rd_req, counted.wr_bytes, counted.wr_req));
            } else {
                disks.add(new Disk(null, null, null, null));
            }
        }
        return disks;
    }

    /** In MiB; libvirt counts in KiB. What the balloon left the guest is what it uses. */
    private Memory memory() throws LibvirtException {
        var info = domain.getInfo();
        return new Memory(info.maxMem / 1024, runs ? info.memory / 1024 : null);
    }
}
