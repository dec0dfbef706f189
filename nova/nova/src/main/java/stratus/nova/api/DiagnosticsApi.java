package stratus.nova.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import stratus.nova.app.Servers;
import stratus.nova.domain.Server;
import stratus.nova.domain.VmState;
import stratus.nova.rpc.ComputeRpc;
import stratus.nova.rpc.ComputeRpc.Diagnostics;
import stratus.oslo.base.Fault;
import stratus.oslo.base.Ids.HostName;
import stratus.oslo.http.Request;
import stratus.oslo.http.Response;
import stratus.oslo.http.Routes;

/** {@code /servers/{id}/diagnostics}: what the host measures of a guest. */
public final class DiagnosticsApi {
    private final Servers servers;
    private final Function<HostName, ComputeRpc> compute;

    public DiagnosticsApi(Servers servers, Function<HostName, ComputeRpc> compute) {
        this.servers = servers;
        this.compute = compute;
    }

    public void routes(Routes routes) {
        routes.get("/servers/{server_id}/diagnostics", "os_compute_api:os-server-diagnostics", this::show);
    }

    private Response show(Request request) {
        var server = ServersApi.find(request, servers);
        var host = server.host();
        if (host == null || server.vmState() == VmState.BUILDING) {
            throw new Fault.Conflict("Cannot 'get_diagnostics' instance %s while it is in vm_state %s"
                    .formatted(server.id().text(), server.vmState().text()));
        }
        var measured = compute.apply(host).diagnostics(new ComputeRpc.GetDiagnostics(request.caller(), server.id()));
        return Response.ok(request.version().atLeast(48) ? view(server, measured) : flat(measured));
    }

    private static Map<String, @Nullable Object> view(Server server, Diagnostics d) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("state", d.state());
        all.put("driver", d.driver());
        all.put("hypervisor", d.hypervisor());
        all.put("hypervisor_os", "linux");
        all.put("uptime", d.uptime());
        all.put("config_drive", server.spec().configDrive());
        all.put("num_cpus", d.cpus().size());
        all.put("num_nics", d.nics().size());
        all.put("num_disks", d.disks().size());
        all.put("cpu_details", d.cpus().stream().map(DiagnosticsApi::cpu).toList());
        all.put("nic_details", d.nics().stream().map(DiagnosticsApi::nic).toList());
        all.put("disk_details", d.disks().stream().map(DiagnosticsApi::disk).toList());
        all.put("memory_details", memory(d.memory()));
        return all;
    }

    private static Map<String, @Nullable Object> cpu(Diagnostics.Cpu cpu) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("id", cpu.id());
        all.put("time", cpu.time());
        all.put("utilisation", null);
        return all;
    }

    private static Map<String, @Nullable Object> nic(Diagnostics.Nic nic) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("mac_address", nic.macAddress());
        all.put("rx_octets", nic.rxOctets());
        all.put("rx_errors", null);
        all.put("rx_drop", null);
        all.put("rx_packets", nic.rxPackets());
        all.put("rx_rate", null);
        all.put("tx_octets", nic.txOctets());
        all.put("tx_errors", null);
        all.put("tx_drop", null);
        all.put("tx_packets", nic.txPackets());
        all.put("tx_rate", null);
        return all;
    }

    private static Map<String, @Nullable Object> disk(Diagnostics.Disk disk) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("read_bytes", disk.readBytes());
        all.put("read_requests", disk.readRequests());
        all.put("write_bytes", disk.writeBytes());
        all.put("write_requests", disk.writeRequests());
        all.put("errors_count", null);
        return all;
    }

    private static Map<String, @Nullable Object> memory(Diagnostics.Memory memory) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        all.put("maximum", memory.maximum());
        all.put("used", memory.used());
        return all;
    }

    /** As libvirt's driver named it before 2.48: one key for each number. */
    private static Map<String, @Nullable Object> flat(Diagnostics d) {
        var all = new LinkedHashMap<String, @Nullable Object>();
        d.cpus().forEach(cpu -> all.put("cpu%d_time".formatted(cpu.id()), cpu.time()));
        var memory = d.memory().maximum();
        all.put("memory", memory == null ? null : memory * 1024);
        for (int i = 0; i < d.disks().size(); i++) {
            var disk = d.disks().get(i);
            var name = "vd" + (char) ('a' + i);
            all.put(name + "_read", disk.readBytes());
            all.put(name + "_read_req", disk.readRequests());
            all.put(name + "_write", disk.writeBytes());
            all.put(name + "_write_req", disk.writeRequests());
        }
        for (int i = 0; i < d.nics().size(); i++) {
            var nic = d.nics().get(i);
            var name = "vnet" + i;
            all.put(name + "_rx", nic.rxOctets());
            all.put(name + "_rx_packets", nic.rxPackets());
            all.put(name + "_tx", nic.txOctets());
            all.put(name + "_tx_packets", nic.txPackets());
        }
        return all;
    }
}
