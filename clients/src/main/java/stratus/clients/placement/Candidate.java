package stratus.clients.placement;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A way to meet a request, ready to be claimed.
 *
 * @param root the provider at the root of the tree it is in: the compute node
 * @param allocations amounts by class, by provider
 * @param traits the root's
 * @param fills how full the root is, by class
 */
public record Candidate(
        String root, Map<String, Map<String, Long>> allocations, Set<String> traits, Map<String, Fill> fills) {
    /** How much of a class there is, overcommitted, and how much of it is taken. */
    public record Fill(long capacity, long used) {}

    /** What to ask for; {@code aggregates}: in one of each, empty for anywhere; {@code inTree}: empty for anywhere. */
    public record Request(
            Map<String, Long> resources,
            List<String> required,
            List<String> forbidden,
            List<List<String>> aggregates,
            String inTree,
            int limit) {
        public static Request of(Map<String, Long> resources) {
            return new Request(resources, List.of(), List.of(), List.of(), "", 1000);
        }
    }
}
