package stratus.nova.scheduler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import stratus.oslo.base.Fault;

/** Why hosts will not do: what was needed against what they had, filter by filter. */
public final class Refusals {
    private final List<Refusal> all = new ArrayList<>();

    private record Refusal(String filter, String host, String why) {}

    void add(String filter, String host, String why) {
        all.add(new Refusal(filter, host, why));
    }

    /** Without the names of hosts: each filter's reasons, and of how many hosts. */
    private String forUsers() {
        if (all.isEmpty()) {
            return "There are not enough hosts available. No host has reported yet.";
        }
        Map<String, Map<String, Long>> reasons = all.stream()
                .collect(Collectors.groupingBy(
                        Refusal::filter,
                        LinkedHashMap::new,
                        Collectors.groupingBy(Refusal::why, LinkedHashMap::new, Collectors.counting())));
        return "There are not enough hosts available. "
                + reasons.entrySet().stream()
                        .map(filter -> filter.getKey() + ": " + reasons(filter.getValue()))
                        .collect(Collectors.joining("; "));
    }

    private static String reasons(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(one ->
                        "%s (%d %s)".formatted(one.getKey(), one.getValue(), one.getValue() == 1 ? "host" : "hosts"))
                .collect(Collectors.joining(", "));
    }

    private String forAdmins() {
        return all.stream()
                .map(one -> "%s: %s: %s".formatted(one.host(), one.filter(), one.why()))
                .collect(Collectors.joining("\n"));
    }

    NoHost noHost() {
        return new NoHost(new Fault.NoValidHost(forUsers()), forAdmins());
    }

    /** No host will do; the reasons are told to users and to admins. */
    public static final class NoHost extends RuntimeException {
        private final transient Fault.NoValidHost fault;
        private final String forAdmins;

        private NoHost(Fault.NoValidHost fault, String forAdmins) {
            super(fault.getMessage(), null, false, false);
            this.fault = fault;
            this.forAdmins = forAdmins;
        }

        /** Without the names of hosts. */
        public String reasons() {
            return fault.getMessage().replaceFirst("^No valid host was found. ", "");
        }

        public Fault.NoValidHost fault() {
            return fault;
        }

        /** With the names of hosts. */
        public String forAdmins() {
            return forAdmins;
        }
    }
}
