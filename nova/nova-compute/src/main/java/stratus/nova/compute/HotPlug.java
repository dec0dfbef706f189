package stratus.nova.compute;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.Map;
import stratus.nova.compute.virt.GuestSpec.Nic;
import stratus.nova.compute.virt.GuestSpec.VolumeDisk;
import stratus.nova.compute.virt.VirtDriver;
import stratus.nova.rpc.ComputeRpc.PlugInterface;
import stratus.nova.rpc.ComputeRpc.PlugVolume;

/** Interfaces and volumes that come and go while a guest lives. */
record HotPlug(Capabilities driver, String host) {
    void attach(PlugInterface request) {
        driver.needed(VirtDriver.InterfaceAttachment.class).attach(request.server(), nic(request));
    }

    void detach(PlugInterface request) {
        driver.needed(VirtDriver.InterfaceAttachment.class).detach(request.server(), nic(request));
    }

    void attach(PlugVolume request) {
        driver.needed(VirtDriver.VolumeAttachment.class).attach(request.server(), disk(request));
    }

    void detach(PlugVolume request) {
        driver.needed(VirtDriver.VolumeAttachment.class).detach(request.server(), disk(request));
    }

    void extended(PlugVolume request) {
        driver.needed(VirtDriver.VolumeGrowth.class).extended(request.server(), disk(request));
    }

    /** As os-brick describes a host. */
    Map<String, Object> connector() {
        var all = new LinkedHashMap<String, Object>();
        all.put("host", host);
        all.put("ip", address());
        all.put("platform", System.getProperty("os.arch"));
        all.put("os_type", "linux");
        all.put("multipath", false);
        all.put("do_local_attach", false);
        return all;
    }

    private static String address() {
        try {
            return InetAddress.getLocalHost().getHostAddress();
        } catch (UnknownHostException e) {
            return "127.0.0.1";
        }
    }

    private static Nic nic(PlugInterface p) {
        var tap = "tap" + p.port().text().substring(0, 11);
        return new Nic(p.port(), p.macAddress(), tap, p.bridge(), p.mtu());
    }

    private static VolumeDisk disk(PlugVolume p) {
        return new VolumeDisk(p.device(), false, p.volume(), p.driverVolumeType(), p.data());
    }
}
