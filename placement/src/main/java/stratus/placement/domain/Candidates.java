package stratus.placement.domain;

import java.util.List;
import java.util.Map;

/**
 * Ways to meet a demand.
 *
 * @param requests each a whole set of allocations: amounts by class, by provider
 * @param summaries the providers of all trees in question
 */
public record Candidates(List<Map<String, Map<String, Long>>> requests, Map<String, Summary> summaries) {
    /** A provider, how full it is and what it can do. */
    public record Summary(Provider provider, Map<String, Fill> resources, List<String> traits) {}

    /** How much of a class there is and how much of it is taken. */
    public record Fill(long capacity, long used) {}
}
