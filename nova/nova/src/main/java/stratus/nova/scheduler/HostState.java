package stratus.nova.scheduler;

import java.util.LinkedHashMap;
import java.util.Map;
import stratus.nova.domain.Host;

/** One host as the scheduler sees it. */
record HostState(Host host, boolean enabled, boolean up, String zone) {
    private static final double CPU_RATIO = 4.0; // as hosts report it to Placement

    String name() {
        return host.host();
    }

    long freeVcpus() {
        return host.vcpus() - (long) host.vcpusUsed();
    }

    long freeMemory() {
        return host.memoryMb() - host.memoryMbUsed();
    }

    /** What is left by the host's last report, by resource class. */
    Map<String, Long> free() {
        var free = new LinkedHashMap<String, Long>();
        free.put("VCPU", (long) (host.vcpus() * CPU_RATIO) - host.vcpusUsed());
        free.put("MEMORY_MB", freeMemory());
        free.put("DISK_GB", host.diskGb() - host.diskGbUsed());
        return free;
    }
}
