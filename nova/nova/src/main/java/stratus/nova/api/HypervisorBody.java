package stratus.nova.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import stratus.nova.domain.Host;
import stratus.oslo.http.Since;
import stratus.oslo.http.Until;

/** A hypervisor on the wire; what it has and uses went to Placement at 2.88. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record HypervisorBody(
        Object id,
        String hypervisorHostname,
        String state,
        String status,
        String hypervisorType,
        int hypervisorVersion,
        String hostIp,
        Service service,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Server> servers,
        @Since(88) @Nullable String uptime,
        @Until(87) int vcpus,
        @Until(87) int vcpusUsed,
        @Until(87) long memoryMb,
        @Until(87) long memoryMbUsed,
        @Until(87) long localGb,
        @Until(87) long localGbUsed,
        @Until(87) long freeRamMb,
        @Until(87) long freeDiskGb,
        @Until(87) int currentWorkload,
        @Until(87) int runningVms,
        @Until(87) @Nullable Long diskAvailableLeast,
        @Until(87) Object cpuInfo) {
    record Service(Object id, String host, @Nullable String disabledReason) {}

    record Server(String name, String uuid) {}

    /** What a list without details shows. */
    record Brief(
            Object id,
            String hypervisorHostname,
            String state,
            String status,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Server> servers) {}

    Brief brief() {
        return new Brief(id, hypervisorHostname, state, status, servers);
    }

    /** Sums over all hypervisors. */
    static Map<String, Object> sum(List<Host> all) {
        var sums = new LinkedHashMap<String, Object>();
        sums.put("count", all.size());
        sums.put("vcpus", all.stream().mapToInt(h -> h.vcpus()).sum());
        sums.put("vcpus_used", all.stream().mapToInt(h -> h.vcpusUsed()).sum());
        sums.put("memory_mb", all.stream().mapToLong(h -> h.memoryMb()).sum());
        sums.put("memory_mb_used", all.stream().mapToLong(h -> h.memoryMbUsed()).sum());
        sums.put("local_gb", all.stream().mapToLong(h -> h.diskGb()).sum());
        sums.put("local_gb_used", all.stream().mapToLong(h -> h.diskGbUsed()).sum());
        sums.put(
                "free_ram_mb",
                all.stream().mapToLong(h -> h.memoryMb() - h.memoryMbUsed()).sum());
        sums.put(
                "free_disk_gb",
                all.stream().mapToLong(h -> h.diskGb() - h.diskGbUsed()).sum());
        sums.put("current_workload", 0);
        sums.put("running_vms", all.stream().mapToInt(h -> h.runningVms()).sum());
        sums.put(
                "disk_available_least",
                all.stream()
                        .mapToLong(h -> h.diskAvailableGb() == null ? 0 : h.diskAvailableGb())
                        .sum());
        return sums;
    }
}
