package stratus.nova.scheduler;

import stratus.nova.domain.Host;

/** One host as the scheduler sees it. */
record HostState(Host host, boolean enabled, boolean up, String zone) {
    String name() {
        return host.host();
    }

    long freeVcpus() {
        return host.vcpus() - (long) host.vcpusUsed();
    }

    long freeMemory() {
        return host.memoryMb() - host.memoryMbUsed();
    }
}
