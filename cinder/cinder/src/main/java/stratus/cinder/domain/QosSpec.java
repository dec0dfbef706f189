package stratus.cinder.domain;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Limits for the volumes of the types that it is associated with.
 *
 * @param consumer who keeps to them: {@code front-end} (the hypervisor), {@code back-end} or {@code both}
 * @param specs such as {@code read_iops_sec}, {@code total_bytes_sec_per_gb}; a backend may know others
 */
public record QosSpec(
        String id,
        String name,
        String consumer,
        Map<String, String> specs,
        Instant createdAt,
        @Nullable Instant updatedAt) {
    public static final List<String> CONSUMERS = List.of("front-end", "back-end", "both");
    private static final List<String> PER_GIB = List.of(
            "read_iops_sec",
            "read_bytes_sec",
            "write_iops_sec",
            "write_bytes_sec",
            "total_iops_sec",
            "total_bytes_sec");

    /** The same with another consumer and other specs. */
    public QosSpec with(String newConsumer, Map<String, String> newSpecs, Instant now) {
        return new QosSpec(id, name, newConsumer, newSpecs, createdAt, now);
    }

    /** Whether the hypervisor keeps to it. */
    public boolean frontEnd() {
        return !consumer.equals("back-end");
    }

    /** What the hypervisor is told of a volume of so many GiB: limits per GiB have become plain ones. */
    public Map<String, String> of(int gib) {
        var all = new LinkedHashMap<>(specs);
        for (var name : PER_GIB) {
            var each = number(all.remove(name + "_per_gb"));
            if (each != null) {
                var least = number(all.remove(name + "_per_gb_min"));
                var most = number(all.remove(name + "_max"));
                long value = Math.max(each * gib, least == null ? 0 : least);
                all.put(name, Long.toString(most == null ? value : Math.min(value, most)));
            }
        }
        return all;
    }

    /** What is no number limits nothing. */
    private static @Nullable Long number(@Nullable String text) {
        try {
            return text == null ? null : (Long) Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
